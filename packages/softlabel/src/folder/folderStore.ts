// The records of an experiment as files in a folder on disk.
import { appendFileSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import type { RecordStore } from "@softlabel/experiment/internal";
import { codeOf, readIfPresent, refuseWrite, writeWhole } from "./files.ts";

/** The names in a folder, none where there is no such folder. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return [];
    throw error;
  }
}

/** The records in a folder, which need not exist before something is written. */
export function folderStore(place: string): RecordStore {
  const whole = (name: string): string => path.join(place, name);
  return {
    place,
    read: (name) => readIfPresent(whole(name)),
    write: (name, content) => writeWhole(whole(name), content),
    append(name, text) {
      try {
        mkdirSync(path.dirname(whole(name)), { recursive: true });
        appendFileSync(whole(name), text);
      } catch (error) {
        refuseWrite(whole(name), error);
      }
    },
    remove: (name) => rmSync(whole(name), { force: true }),
    names: (name) => namesIn(whole(name)),
    folder: (name) => folderStore(whole(name)),
  };
}
