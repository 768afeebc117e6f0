// What runs trials: processes of this machine, or of others.
import type { TrialProgress } from "@softlabel/experiment/internal";
import type { TrialRequest } from "./messages.ts";

/** A trial that could not be finished, and why. */
export interface TrialFailure {
  readonly request: TrialRequest;
  readonly message: string;
  readonly stack: string;
}

/** Who follows trials, and may stop them. */
export interface TrialListeners {
  readonly signal?: AbortSignal | undefined;
  /** A trial got further, started again after its process died, or went on from its checkpoint. */
  readonly onProgress?: (request: TrialRequest, progress: TrialProgress) => void;
  /** A trial's records are complete in its folder; once per trial. */
  readonly onFinished?: (request: TrialRequest) => void;
}

/** Runs trials, each to complete records in its folder. */
export interface TrialRunner {
  /**
   * Runs all trials, in the order given as far as there is room.
   * @returns the trials that failed; those cut off by the signal are neither finished nor failed
   */
  run(requests: readonly TrialRequest[], listeners?: TrialListeners): Promise<TrialFailure[]>;
}

/** How often a trial is started again after its process died. */
export const restarts = 3;

/** The failure of a trial whose process died once too often. */
export function diedTooOften(request: TrialRequest): TrialFailure {
  return { request, message: `its process died ${restarts + 1} times`, stack: "" };
}
