// What the command and its worker processes say to each other.
import type { Trial, TrialProgress } from "@softlabel/experiment/internal";

/** To a worker: run this trial. */
export interface TrialRequest {
  readonly trial: Trial;
  readonly folder: string;
  /** The folder of what all trials share. */
  readonly shared: string;
  readonly dataDirectory?: string | undefined;
}

/** From a worker, about the trial it was given. */
export type WorkerMessage =
  | ({ readonly kind: "progress" } & TrialProgress)
  | { readonly kind: "finished" }
  | { readonly kind: "failed"; readonly message: string; readonly stack: string };
