// Adds a trial that another machine ran to the records: fetched, verified, and moved into place at once.
import { mkdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { isFinished, toJson } from "@softlabel/experiment/internal";
import type { Redis } from "ioredis";
import { writeWhole } from "../folder/files.ts";
import { folderStore } from "../folder/folderStore.ts";
import type { TrialRequest } from "../workers/messages.ts";
import { deleteBlob, getBlob } from "./blobs.ts";
import type { TrialReply } from "./wire.ts";

type Finished = TrialReply & { readonly kind: "finished" };

/** The name under which a file of a trial's records travels: attempts do not share any, since each is removed on receipt. */
export const recordBlob = (id: string, attempt: string, { sha256 }: { readonly sha256: string }): string =>
  `${id}:${attempt}:${sha256}`;

/**
 * Installs the records of a trial.
 * @returns whether they arrived whole
 */
export async function receiveTrial(
  connection: Redis,
  id: string,
  { attempt, by, files }: Finished,
  { trial, folder, shared }: TrialRequest,
): Promise<boolean> {
  const incoming = path.join(shared, "incoming", id);
  rmSync(incoming, { recursive: true, force: true });
  try {
    for (const file of files) {
      const bytes = await getBlob(connection, recordBlob(id, attempt, file), file);
      if (bytes === undefined) return false;
      writeWhole(path.join(incoming, file.name), bytes);
    }
    if (!isFinished(folderStore(incoming), trial)) return false;
    writeWhole(path.join(incoming, "machine.json"), toJson(by));
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(path.dirname(folder), { recursive: true });
    renameSync(incoming, folder);
    return true;
  } finally {
    rmSync(path.join(shared, "incoming"), { recursive: true, force: true });
  }
}

/** Removes what the reply announced from the server. */
export async function forgetFiles(connection: Redis, id: string, { attempt, files }: Finished): Promise<void> {
  for (const file of files) await deleteBlob(connection, recordBlob(id, attempt, file), file.bytes);
}
