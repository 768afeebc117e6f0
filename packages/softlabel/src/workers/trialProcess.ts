// A process that runs trials, one at a time.
import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { TrialProgress } from "@softlabel/experiment/internal";
import type { TrialRequest, WorkerMessage } from "./messages.ts";

/** The end of a trial on a process. */
export type TrialOutcome = "finished" | "died" | { readonly message: string; readonly stack: string };

/** Starts a process that is killed at the signal: records are whole at every moment, so it may be ended at any. */
export function startTrialProcess(signal: AbortSignal | undefined): ChildProcess {
  // Compiled, the worker is JavaScript; from source, it needs the loader that runs this file.
  const fromSource = import.meta.url.endsWith(".ts");
  const file = fileURLToPath(new URL(fromSource ? "./worker.ts" : "./worker.js", import.meta.url));
  const execArgv = fromSource ? ["--import", "tsx", "--conditions=@softlabel/source"] : [];
  const started = fork(file, [], { execArgv, stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const stop = (): void => void started.kill("SIGKILL");
  signal?.addEventListener("abort", stop);
  started.once("exit", () => signal?.removeEventListener("abort", stop));
  return started;
}

/** Runs one trial on the process. */
export function runOnProcess(
  running: ChildProcess,
  request: TrialRequest,
  onProgress?: (progress: TrialProgress) => void,
): Promise<TrialOutcome> {
  // One that died while it had nothing to do has emitted its "exit" already.
  if (running.exitCode !== null || running.signalCode !== null) return Promise.resolve("died");
  return new Promise((resolve) => {
    const settle = (outcome: TrialOutcome): void => {
      running.off("message", onMessage);
      running.off("exit", onExit);
      resolve(outcome);
    };
    const onExit = (): void => settle("died");
    const onMessage = (message: WorkerMessage): void => {
      if (message.kind === "progress") onProgress?.(message);
      else if (message.kind === "finished") settle("finished");
      else settle({ message: message.message, stack: message.stack });
    };
    running.on("message", onMessage);
    running.on("exit", onExit);
    running.send(request, () => undefined);
  });
}
