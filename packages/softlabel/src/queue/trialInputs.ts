// The inputs of a trial by their hashes, as the coordinator knows them.
import path from "node:path";
import { fail } from "@softlabel/core/internal";
import type { Dataset } from "@softlabel/data";
import { sha256 } from "@softlabel/data/internal";
import { dataKey, filesOfTrial, sharedRecordsOf } from "@softlabel/experiment/internal";
import { readInput } from "../folder/files.ts";
import { folderStore } from "../folder/folderStore.ts";
import { loadUnseen } from "../folder/loadData.ts";
import type { TrialRequest } from "../workers/messages.ts";
import type { Sendable } from "./sentInputs.ts";
import { protocol, type QueuedTrial, type SentFile } from "./wire.ts";

/** Knows the inputs of an experiment's trials by their hashes. */
export class TrialInputs {
  readonly #datasets = new Map<string, Dataset>();
  readonly #places = new Map<string, string>();
  readonly #hashes = new Map<string, { readonly sha256: string; readonly bytes: number }>();

  readonly #files = new Map<string, readonly string[]>();

  /** The paths of a trial's files; found out once, since that decodes the model. */
  #filesOf({ trial }: TrialRequest): readonly string[] {
    const key = JSON.stringify([trial.model, trial.weights]);
    const files = this.#files.get(key) ?? filesOfTrial(trial, readInput);
    this.#files.set(key, files);
    return files;
  }

  #hash(place: string): { readonly sha256: string; readonly bytes: number } {
    const known = this.#hashes.get(place);
    if (known !== undefined) return known;
    const bytes = readInput(place) ?? fail("the input of a run", "a file", place);
    const hashed = { sha256: sha256(bytes), bytes: bytes.length };
    this.#hashes.set(place, hashed);
    this.#places.set(hashed.sha256, place);
    return hashed;
  }

  async #dataset({ trial, dataDirectory }: TrialRequest): Promise<Dataset> {
    const key = dataKey(trial);
    const loaded = this.#datasets.get(key) ?? (await loadUnseen(trial, { offline: true, dataDirectory }));
    this.#datasets.set(key, loaded);
    return loaded;
  }

  /** The trial as it is sent. */
  async queued(experiment: string, request: TrialRequest): Promise<QueuedTrial> {
    const { trial, shared } = request;
    const files: SentFile[] = [
      ...this.#filesOf(request).map((name) => ({ role: "named" as const, name, ...this.#hash(name) })),
      ...sharedRecordsOf(trial, folderStore(shared)).map((name) => {
        return { role: "shared" as const, name, ...this.#hash(path.join(shared, name)) };
      }),
    ];
    const { fingerprint } = await this.#dataset(request);
    return { protocol, experiment, trial, data: fingerprint, files };
  }

  /** The input of a hash. */
  find(hash: string): Sendable | undefined {
    const dataset = [...this.#datasets.values()].find(({ fingerprint }) => fingerprint === hash);
    if (dataset !== undefined) return { dataset };
    const place = this.#places.get(hash);
    const bytes = place === undefined ? undefined : readInput(place);
    return bytes && { bytes };
  }
}
