// Runs trials on processes of this machine, and starts processes that died again.
import type { ChildProcess } from "node:child_process";
import { setMaxListeners } from "node:events";
import type { TrialRequest } from "./messages.ts";
import { runOnProcess, startTrialProcess } from "./trialProcess.ts";
import { diedTooOften, restarts, type TrialFailure, type TrialListeners, type TrialRunner } from "./trialRunner.ts";

/** Runs one trial, on a new process each time that one dies; returns the process that is left. */
async function runTrialOn(
  first: ChildProcess,
  request: TrialRequest,
  { signal, onProgress, onFinished }: TrialListeners,
): Promise<{ process: ChildProcess; failure?: TrialFailure }> {
  let process = first;
  for (let deaths = 0; deaths <= restarts; deaths++) {
    const outcome = await runOnProcess(process, request, (progress) => onProgress?.(request, progress));
    if (outcome === "finished") {
      onFinished?.(request);
      return { process };
    }
    if (outcome !== "died") return { process, failure: { request, ...outcome } };
    if (signal?.aborted === true) return { process };
    process = startTrialProcess(signal);
  }
  return { process, failure: diedTooOften(request) };
}

/** Runs trials of the queue one at a time, until it is empty or the signal comes. */
async function runLane(queue: TrialRequest[], failures: TrialFailure[], listeners: TrialListeners): Promise<void> {
  let process = startTrialProcess(listeners.signal);
  for (let request = queue.shift(); request !== undefined; request = queue.shift()) {
    const outcome = await runTrialOn(process, request, listeners);
    process = outcome.process;
    if (outcome.failure !== undefined) failures.push(outcome.failure);
    if (listeners.signal?.aborted === true) break;
  }
  process.kill("SIGKILL");
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
      if (listeners.signal?.aborted === true) return failures;
      // Every process listens: more than ten listeners do not mean a leak.
      if (listeners.signal !== undefined) setMaxListeners(0, listeners.signal);
      const lanes = Math.min(workers, queue.length);
      await Promise.all(Array.from({ length: lanes }, () => runLane(queue, failures, listeners)));
      return failures;
    },
  };
}
