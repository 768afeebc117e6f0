// A pool of worker processes: hands out trials, restarts workers that die, and stops at a signal.
import { fork, type ChildProcess } from "node:child_process";
import { setMaxListeners } from "node:events";
import { fileURLToPath } from "node:url";
import type { TrialRequest, WorkerMessage } from "./messages.ts";
import type { TrialProgress } from "@softlabel/experiment/internal";

export interface PoolOptions {
  readonly workers: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (request: TrialRequest, progress: TrialProgress) => void;
  readonly onFinished?: (request: TrialRequest) => void;
}

/** A trial that could not be finished, and why. */
export interface TrialFailure {
  readonly request: TrialRequest;
  readonly message: string;
  readonly stack: string;
}

/** How often a trial is started again after its worker process died under it. */
const restarts = 3;

/** Compiled, the worker is JavaScript; from source, it needs the loader that runs this file. */
function startWorker(signal: AbortSignal | undefined): ChildProcess {
  const fromSource = import.meta.url.endsWith(".ts");
  const file = fileURLToPath(new URL(fromSource ? "./worker.ts" : "./worker.js", import.meta.url));
  const execArgv = fromSource ? ["--import", "tsx", "--conditions=@softlabel/source"] : [];
  const worker = fork(file, [], { execArgv, stdio: ["ignore", "ignore", "inherit", "ipc"] });
  // Records are whole at every moment, so a worker may be ended at any.
  const stop = (): void => void worker.kill("SIGKILL");
  signal?.addEventListener("abort", stop);
  worker.once("exit", () => signal?.removeEventListener("abort", stop));
  return worker;
}

/** Sends one trial to the worker; resolves with the outcome. */
function runOn(
  worker: ChildProcess,
  request: TrialRequest,
  options: PoolOptions,
): Promise<"finished" | "died" | TrialFailure> {
  // One that died while it had nothing to do has emitted its "exit" already.
  if (worker.exitCode !== null || worker.signalCode !== null) return Promise.resolve("died");
  return new Promise((resolve) => {
    const settle = (outcome: "finished" | "died" | TrialFailure): void => {
      worker.off("message", onMessage);
      worker.off("exit", onExit);
      resolve(outcome);
    };
    const onExit = (): void => settle("died");
    const onMessage = (message: WorkerMessage): void => {
      if (message.kind === "progress") options.onProgress?.(request, message);
      else if (message.kind === "finished") settle("finished");
      else settle({ request, message: message.message, stack: message.stack });
    };
    worker.on("message", onMessage);
    worker.on("exit", onExit);
    worker.send(request, () => undefined);
  });
}

/** Runs one trial, on a new worker each time that one dies under it; returns the worker that is left. */
async function runTrialOn(
  first: ChildProcess,
  request: TrialRequest,
  options: PoolOptions,
): Promise<{ worker: ChildProcess; failure?: TrialFailure }> {
  let worker = first;
  for (let deaths = 0; deaths <= restarts; deaths++) {
    const outcome = await runOn(worker, request, options);
    if (outcome === "finished") options.onFinished?.(request);
    if (outcome !== "died") return outcome === "finished" ? { worker } : { worker, failure: outcome };
    if (options.signal?.aborted === true) return { worker };
    worker = startWorker(options.signal);
  }
  return { worker, failure: { request, message: `its process died ${restarts + 1} times`, stack: "" } };
}

/** One lane of the pool: trials from the shared queue, one at a time, until it is empty or the signal comes. */
async function runLane(queue: TrialRequest[], failures: TrialFailure[], options: PoolOptions): Promise<void> {
  let worker = startWorker(options.signal);
  for (let request = queue.shift(); request !== undefined; request = queue.shift()) {
    const outcome = await runTrialOn(worker, request, options);
    worker = outcome.worker;
    if (outcome.failure !== undefined) failures.push(outcome.failure);
    if (options.signal?.aborted === true) break;
  }
  worker.kill("SIGKILL");
}

/**
 * Runs all trials on `workers` processes, in the order given.
 * @returns the trials that failed; those cut off by the signal are neither finished nor failed
 */
export async function runPool(requests: readonly TrialRequest[], options: PoolOptions): Promise<TrialFailure[]> {
  const queue = [...requests];
  const failures: TrialFailure[] = [];
  // Every worker listens: more than ten listeners do not mean a leak.
  if (options.signal !== undefined) setMaxListeners(0, options.signal);
  const lanes = Math.min(options.workers, queue.length);
  await Promise.all(Array.from({ length: lanes }, () => runLane(queue, failures, options)));
  return failures;
}
