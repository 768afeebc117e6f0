// What runs trials: processes of this machine, or of others.
import type { TrialProgress } from "@softlabel/experiment/internal";
import type { TrialRequest } from "./messages.ts";
import type { FailureReason } from "./trialProcess.ts";

/** A trial that could not be finished, and why. */
export interface TrialFailure extends FailureReason {
  readonly request: TrialRequest;
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
