// The inputs of a trial by their hashes, as the coordinator knows them.
import path from "node:path";
import { fail } from "@softlabel/core/internal";
import type { Dataset } from "@softlabel/data";
import { sha256 } from "@softlabel/data/internal";
import { readSignature } from "@softlabel/engine/internal";
import { dataKey, type Trial } from "@softlabel/experiment/internal";
import { readInput } from "../folder/files.ts";
import { folderStore } from "../folder/folderStore.ts";
import { loadUnseen } from "../folder/loadData.ts";
import type { TrialRequest } from "../workers/messages.ts";
import type { Sendable } from "./sentInputs.ts";
import { jobId, protocol, type QueuedTrial, type SentFile } from "./wire.ts";

/** Files that the options name, with those that hold their parameters. */
function namedFiles({ model, weights, modelFile, weightsFile }: Trial): string[] {
  const named = [...(modelFile === undefined ? [] : [model]), ...(weightsFile === undefined ? [] : [weights!])];
  return named.flatMap((file) => {
    const bytes = readInput(file) ?? fail("the model of a run", "an ONNX file", file);
    return [file, ...readSignature(bytes).external.map((name) => file.replace(/[^/\\]*$/, () => name))];
  });
}

/** Records that all trials share and this one needs. */
function sharedFiles({ seed }: Trial, shared: string): string[] {
  const store = folderStore(shared);
  const logits = ["teacher-logits.npy", `teacher-logits-s${seed}.npy`];
  const features = store.names("features").map((name) => `features/${name}`);
  return [...logits, ...features].filter((name) => store.read(name) !== undefined);
}

/** Knows the inputs of an experiment's trials by their hashes. */
export class TrialInputs {
  readonly #datasets = new Map<string, Dataset>();
  readonly #places = new Map<string, string>();
  readonly #hashes = new Map<string, { readonly sha256: string; readonly bytes: number }>();

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
      ...namedFiles(trial).map((name) => ({ role: "named" as const, name, ...this.#hash(name) })),
      ...sharedFiles(trial, shared).map((name) => {
        return { role: "shared" as const, name, ...this.#hash(path.join(shared, name)) };
      }),
    ];
    const { fingerprint } = await this.#dataset(request);
    return { protocol, experiment, trial, data: fingerprint, files };
  }

  /** The id of the trial's job. */
  id(experiment: string, { trial }: TrialRequest): string {
    return jobId(experiment, trial);
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
