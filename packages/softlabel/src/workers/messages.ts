// What the command and its worker processes say to each other.
import type { Trial, TrialProgress } from "@softlabel/experiment/internal";

/** The inputs of a trial that came from another machine: nothing is read where the trial's options name it. */
interface ReceivedInputs {
  /** The folder with the prepared data; without it, the data are a known set. */
  readonly data?: string | undefined;
  /** The place of the content of each file that the options name. */
  readonly files: Readonly<Record<string, string>>;
}

/** To a worker: run this trial. */
export interface TrialRequest {
  readonly trial: Trial;
  readonly folder: string;
  /** The folder of what all trials share. */
  readonly shared: string;
  readonly dataDirectory?: string | undefined;
  readonly received?: ReceivedInputs;
}

/** From a worker, about the trial it was given. */
export type WorkerMessage =
  | ({ readonly kind: "progress" } & TrialProgress)
  | { readonly kind: "finished" }
  | { readonly kind: "failed"; readonly message: string; readonly stack: string };
