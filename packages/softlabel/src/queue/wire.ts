// What coordinator and workers say to each other through the queue; whatever else stands there is refused.
import { check, fail } from "@softlabel/core/internal";
import { experimentFields, type Trial, trialHash } from "@softlabel/experiment/internal";

/** Raised when coordinator and workers of different versions would misunderstand one another. */
export const protocol = 1;

/** Every key on the server begins with it. */
export const prefix = "sl";

/** A file that a trial needs: one that its options name, or one that all trials of the experiment share. */
export interface SentFile {
  readonly role: "named" | "shared";
  /** The text in the options; never a place on the worker. */
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** A trial to be run. */
export interface QueuedTrial {
  readonly protocol: number;
  readonly experiment: string;
  readonly trial: Trial;
  /** The fingerprint of the data before classes are left out. */
  readonly data: string;
  readonly files: readonly SentFile[];
}

/** A file of a trial's records. */
export interface RecordFile {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** Who ran a trial. */
export interface RunBy {
  readonly worker: string;
  readonly host: string;
  readonly processor: string;
  readonly numerics: string;
}

/** The end of a trial on a worker. */
export type TrialReply =
  | { readonly kind: "finished"; readonly attempt: string; readonly by: RunBy; readonly files: readonly RecordFile[] }
  | { readonly kind: "failed"; readonly message: string; readonly stack: string }
  | { readonly kind: "stopped" };

/** The id of a trial's job: two experiments with the same trial have two. */
export const jobId = (experiment: string, trial: Trial): string => `${experiment}.${trialHash(trial)}`;

const sourceFields = ["fingerprint", "runtimeVersion", "provider", "modelFile", "weightsFile", "teacherFile"];
const trialFields = new Set([...Object.keys(experimentFields), ...sourceFields, "method", "seed"]);

function checkFields(value: object, known: Iterable<string>, who: string): void {
  const names = new Set(known);
  const unknown = Object.keys(value).find((name) => !names.has(name));
  check(unknown === undefined, who, `the fields ${[...names].slice(0, 8).join(", ")}`, unknown, "update softlabel");
}

/** Whether a value is the name of an experiment on the queue: 128 random bits. */
export const isExperimentId = (value: unknown): value is string =>
  typeof value === "string" && /^[0-9a-f]{32}$/.test(value);

const isHash = (value: unknown): boolean => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);

/** Reads a job; refuses what is not one of ours. */
export function readQueued(id: string, value: unknown): QueuedTrial {
  const who = `job ${id.slice(0, 80)}`;
  check(typeof value === "object" && value !== null, who, "a trial", value);
  const queued = value as QueuedTrial;
  checkFields(queued, ["protocol", "experiment", "trial", "data", "files"], who);
  check(queued.protocol === protocol, who, `protocol ${protocol}`, queued.protocol, "use one version everywhere");
  check(isExperimentId(queued.experiment), who, "an experiment's id", queued.experiment);
  checkFields(queued.trial, trialFields, who);
  check(isHash(queued.data), who, "a fingerprint of the data", queued.data);
  const named = jobId(queued.experiment, queued.trial);
  check(named === id, who, "the trial that its name says", named);
  for (const file of queued.files) {
    checkFields(file, ["role", "name", "sha256", "bytes"], who);
    check(isHash(file.sha256) && Number.isSafeInteger(file.bytes), who, "files by their hash", file);
    if (file.role === "shared") check(isRecordName(file.name), who, "the name of a shared record", file.name);
  }
  return queued;
}

/** Names of records: a file, or a file in one folder; never a way out. */
const isRecordName = (name: string): boolean => /^(?!.*\.\.)[\w-]+(\.\w+)*(\/[\w-]+(\.\w+)*)?$/.test(name);

/** The files of a trial's records; checkpoints stay where they are. */
export const belongsToRecords = (name: string): boolean => isRecordName(name) && !name.startsWith("checkpoint/");

/** Reads the reply of a worker. */
export function readReply(id: string, value: unknown): TrialReply {
  const who = `the reply to ${id.slice(0, 80)}`;
  const reply = (value ?? fail(who, "a reply", value)) as TrialReply;
  if (reply.kind !== "finished") return reply;
  checkFields(reply, ["kind", "attempt", "by", "files"], who);
  for (const { name, sha256, bytes } of reply.files) {
    check(belongsToRecords(name), who, "names of records", name);
    check(isHash(sha256) && Number.isSafeInteger(bytes), who, "hash and size of every file", name);
  }
  return reply;
}

/** Holds how far the trials of an experiment are, by the ids of their jobs. */
export const progressKey = (experiment: string): string => `${prefix}:progress:${experiment}`;

/** Is there for a minute after an experiment was cancelled. */
export const cancelKey = (experiment: string): string => `${prefix}:cancel:${experiment}`;

/** Where cancelled experiments are called out. */
export const cancelChannel = `${prefix}:cancel`;
