// A place where trials run, one at a time, on a process that is started again when it dies.
import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { TrialProgress } from "@softlabel/experiment/internal";
import type { TrialRequest, WorkerMessage } from "./messages.ts";

/** How often a trial is started again after its process died. */
export const restarts = 3;

/** Why a trial failed. */
export interface FailureReason {
  readonly message: string;
  readonly stack: string;
}

/** The end of a trial; one that was stopped is neither finished nor failed. */
type TrialOutcome = "finished" | "stopped" | FailureReason;

/** Who follows a trial, and may stop it. */
interface LaneListeners {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (progress: TrialProgress) => void;
}

function startProcess(environment: NodeJS.ProcessEnv): ChildProcess {
  // Compiled, the worker is JavaScript; from source, it needs the loader that runs this file.
  const fromSource = import.meta.url.endsWith(".ts");
  const file = fileURLToPath(new URL(fromSource ? "./worker.ts" : "./worker.js", import.meta.url));
  const execArgv = fromSource ? ["--import", "tsx", "--conditions=@softlabel/source"] : [];
  return fork(file, [], { execArgv, env: environment, stdio: ["ignore", "ignore", "inherit", "ipc"] });
}

/** Runs one trial on the process. */
function runOn(
  running: ChildProcess,
  request: TrialRequest,
  onProgress: LaneListeners["onProgress"],
): Promise<"finished" | "died" | FailureReason> {
  // One that died while it had nothing to do has emitted its "exit" already.
  if (running.exitCode !== null || running.signalCode !== null) return Promise.resolve("died");
  return new Promise((resolve) => {
    const settle = (outcome: "finished" | "died" | FailureReason): void => {
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

/** Runs trials one at a time. Records are whole at every moment, so a process may be killed at any. */
export class TrialLane {
  readonly #environment: NodeJS.ProcessEnv;
  #process: ChildProcess | undefined;

  /** @param environment the environment variables of its processes */
  constructor(environment: NodeJS.ProcessEnv = process.env) {
    this.#environment = environment;
  }

  /** Runs a trial, on a new process each time one dies, until the signal comes. */
  async run(request: TrialRequest, { signal, onProgress }: LaneListeners): Promise<TrialOutcome> {
    for (let deaths = 0; deaths <= restarts; deaths++) {
      if (signal?.aborted === true) return "stopped";
      const running = (this.#process ??= startProcess(this.#environment));
      const stop = (): void => void running.kill("SIGKILL");
      signal?.addEventListener("abort", stop);
      const outcome = await runOn(running, request, onProgress);
      signal?.removeEventListener("abort", stop);
      if (outcome !== "died") return outcome;
      this.#process = undefined;
    }
    if (signal?.aborted === true) return "stopped";
    return { message: `its process died ${restarts + 1} times`, stack: "" };
  }

  /** Ends its process. */
  close(): void {
    this.#process?.kill("SIGKILL");
    this.#process = undefined;
  }
}
