// Runs on other machines: compare --queue, softlabel worker, softlabel queue. What speaks to Redis is loaded only here.
import { availableParallelism, hostname } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { check, counted } from "@softlabel/core/internal";
import { cacheFolder } from "@softlabel/data/node/internal";
import type { Runtime } from "@softlabel/experiment/internal";
import { localRunner } from "../workers/localRunner.ts";
import type { TrialRunner } from "../workers/trialRunner.ts";
import { runtimeFor } from "./runtimeFor.ts";

/** Flags that say where the runs are trained. */
export interface RunnerFlags {
  readonly workers?: number;
  /** True where the environment has the address. */
  readonly queue?: string | true;
  readonly plain?: boolean;
}

/** Flags of worker. */
export interface WorkerFlags {
  readonly slots?: number;
  readonly dataDir?: string;
  readonly cache?: string;
  readonly exitWhenIdle?: string;
  readonly runtime?: string;
  readonly plain?: boolean;
}

const note = (text: string): void => void process.stderr.write(`Note: ${text}\n`);

/** The address of a queue whose server can be used, and what should be known of that server. */
async function openQueue(place: string | undefined, plain: boolean | undefined) {
  const [{ queueAddress }, { checkServer }] = await Promise.all([
    import("../queue/address.ts"),
    import("../queue/connection.ts"),
  ]);
  const address = queueAddress(place, { plain });
  return { address, notes: await checkServer(address) };
}

/** The runner that the flags ask for: this machine, or the workers of a queue. */
export async function runnerFor({ workers, queue, plain }: RunnerFlags, runtime: Runtime): Promise<TrialRunner> {
  if (queue === undefined) return localRunner({ workers: workers ?? availableParallelism() });
  check(workers === undefined, "--workers", "no --queue", workers, "each softlabel worker has its own --slots");
  const { address, notes } = await openQueue(queue === true ? undefined : queue, plain);
  notes.forEach(note);
  const { queueRunner } = await import("../queue/queueRunner.ts");
  return queueRunner({ address, runtime, onNote: note });
}

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** "90s", "10m" or "1h" as seconds. */
export function parseDuration(text: string): number {
  const [, number, unit] = /^(\d+)([smh])$/.exec(text) ?? [];
  check(number !== undefined, "--exit-when-idle", "a time such as 90s, 10m or 1h", text);
  return Number(number) * units[unit];
}

/** Trains runs of the queue until a signal comes, or nothing has come for a while. */
export async function worker(place: string | undefined, flags: WorkerFlags): Promise<void> {
  const idleSeconds = flags.exitWhenIdle === undefined ? Infinity : parseDuration(flags.exitWhenIdle);
  const { address, notes } = await openQueue(place, flags.plain);
  notes.forEach(note);
  const { QueueWorker } = await import("../queue/queueWorker.ts");
  const slots = flags.slots ?? availableParallelism();
  const running = await QueueWorker.start({
    address,
    runtime: await runtimeFor(flags.runtime),
    slots,
    name: `${hostname()}-${process.pid}`,
    cache: path.resolve(flags.cache ?? path.join(cacheFolder(), "queue")),
    dataDirectory: flags.dataDir === undefined ? undefined : path.resolve(flags.dataDir),
    onLine: (line) => void process.stderr.write(`${line}\n`),
  });
  process.stdout.write(
    `Taking up to ${counted(slots, "run")} at once from ${address.shown} (queue ${running.queue}).\n`,
  );
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  while (!stop.signal.aborted && running.idleSeconds < idleSeconds)
    await wait(200, undefined, { signal: stop.signal }).catch(() => undefined);
  await running.close();
  process.stdout.write(
    stop.signal.aborted ? "Stopped; unfinished runs are back in the queue.\n" : "Nothing to do: ended.\n",
  );
}

/** What softlabel queue can be asked for. */
export const queueActions = ["check", "status"] as const;

/** Checks the queue's server, or lists its workers. */
export async function queue(action: string, place: string | undefined, { plain }: { plain?: boolean }): Promise<void> {
  const known = queueActions.some((each) => each === action);
  check(known, "softlabel queue", queueActions.join(" or "), action);
  const { address, notes } = await openQueue(place, plain);
  if (action === "check") {
    process.stdout.write([`${address.shown} can be used.`, ...notes, ""].join("\n"));
    return;
  }
  const [{ connect }, { listWorkers }] = await Promise.all([
    import("../queue/connection.ts"),
    import("../queue/registry.ts"),
  ]);
  const connection = connect(address);
  const workers = await listWorkers(connection);
  connection.disconnect();
  const lines = workers.map(({ worker: name, slots, softlabel, runtime, numerics }) => {
    return `${name}: ${counted(slots, "run")} at once, softlabel ${softlabel}, ${runtime}, numbers of kind ${numerics}`;
  });
  process.stdout.write(`${[counted(workers.length, "worker"), ...lines].join("\n")}\n`);
}
