// Runs trials on processes of this machine.
import { setMaxListeners } from "node:events";
import type { TrialRequest } from "./messages.ts";
import { TrialLane } from "./trialProcess.ts";
import type { TrialFailure, TrialListeners, TrialRunner } from "./trialRunner.ts";

/** Runs trials of the queue one at a time, until it is empty or the signal comes. */
async function runLane(
  queue: TrialRequest[],
  failures: TrialFailure[],
  { signal, onProgress, onFinished }: TrialListeners,
): Promise<void> {
  const lane = new TrialLane();
  for (let request = queue.shift(); request !== undefined; request = queue.shift()) {
    const current = request;
    const outcome = await lane.run(current, { signal, onProgress: (progress) => onProgress?.(current, progress) });
    if (outcome === "stopped") break;
    if (outcome === "finished") onFinished?.(current);
    else failures.push({ request: current, ...outcome });
  }
  lane.close();
}

/**
 * A runner on this machine.
 * @param options.workers how many processes train at once
 */
export function localRunner({ workers }: { readonly workers: number }): TrialRunner {
  return {
    async run(requests, listeners = {}) {
      const queue = [...requests];
      const failures: TrialFailure[] = [];
      // Every process listens: more than ten listeners do not mean a leak.
      if (listeners.signal !== undefined) setMaxListeners(0, listeners.signal);
      const lanes = Math.min(workers, queue.length);
      await Promise.all(Array.from({ length: lanes }, () => runLane(queue, failures, listeners)));
      return failures;
    },
  };
}
