// Runs trials on the workers of a queue. The folder is the truth: what the queue lost is sent again, what came twice counts once.
import { randomBytes } from "node:crypto";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Runtime, TrialProgress } from "@softlabel/experiment/internal";
import { Queue, QueueEvents } from "bullmq";
import type { Redis } from "ioredis";
import { readJsonFile, writeWhole } from "../folder/files.ts";
import type { TrialRequest } from "../workers/messages.ts";
import type { TrialFailure, TrialListeners, TrialRunner } from "../workers/trialRunner.ts";
import type { QueueAddress } from "./address.ts";
import { connect } from "./connection.ts";
import { numericsKey, queueName } from "./numericsKey.ts";
import { forgetFiles, receiveTrial } from "./receiveTrial.ts";
import { listWorkers } from "./registry.ts";
import { InputSender } from "./sentInputs.ts";
import { TrialInputs } from "./trialInputs.ts";
import { cancelChannel, cancelKey, isExperimentId, jobId, prefix, progressKey, protocol, readReply } from "./wire.ts";

export interface QueueRunnerOptions {
  readonly address: QueueAddress;
  readonly runtime: Runtime;
  /** Milliseconds between two looks at the queue, where it does not announce anything. */
  readonly interval?: number;
  /** Told what a person should know, such as that no worker is there. */
  readonly onNote?: (note: string) => void;
}

/** So often the records of a trial may arrive damaged. */
const deliveries = 3;
/** Seconds for which the end of a job that nobody collects is kept. */
const keptFor = 7 * 24 * 3600;

/** The name of an experiment on every queue, in its folder. */
function experimentId(shared: string): string {
  const file = path.join(shared, "queue.json");
  const known = (readJsonFile(file) as { readonly experiment?: unknown } | undefined)?.experiment;
  if (isExperimentId(known)) return known;
  const experiment = randomBytes(16).toString("hex");
  writeWhole(file, `${JSON.stringify({ experiment })}\n`);
  return experiment;
}

/** One experiment's trials on the queue. */
class Coordinator {
  readonly #queue: Queue;
  readonly #connection: Redis;
  readonly #experiment: string;
  readonly #inputs = new TrialInputs();
  readonly #sender: InputSender;
  readonly #listeners: TrialListeners;
  readonly #pending: Map<string, TrialRequest>;
  readonly #damaged = new Map<string, number>();
  readonly #seen = new Map<string, string>();
  readonly failures: TrialFailure[] = [];

  constructor(queue: Queue, connection: Redis, requests: readonly TrialRequest[], listeners: TrialListeners) {
    this.#queue = queue;
    this.#connection = connection;
    this.#experiment = experimentId(requests[0].shared);
    this.#sender = new InputSender(connection, this.#experiment);
    this.#listeners = listeners;
    this.#pending = new Map(requests.map((request) => [jobId(this.#experiment, request.trial), request]));
  }

  get isDone(): boolean {
    return this.#pending.size === 0;
  }

  /** Forgets an earlier cancellation. */
  async begin(): Promise<void> {
    await this.#connection.del(cancelKey(this.#experiment));
  }

  /** Compares the folder with the queue, and does what the difference asks for. */
  async reconcile(): Promise<void> {
    await this.#sender.serve((hash) => this.#inputs.find(hash));
    await this.#follow();
    const slots = (await listWorkers(this.#connection)).filter(({ queue }) => queue === this.#queue.name);
    const most = Math.max(50, 2 * slots.reduce((sum, worker) => sum + worker.slots, 0));
    const ids = [...this.#pending.keys()].slice(0, most);
    const states = await Promise.all(ids.map((id) => this.#queue.getJobState(id)));
    for (const [i, id] of ids.entries()) await this.#treat(id, this.#pending.get(id)!, states[i]);
  }

  async #treat(id: string, request: TrialRequest, state: string): Promise<void> {
    if (state === "unknown") return this.#send(id, request);
    if (state === "completed") return this.#collect(id, request);
    if (state !== "failed") return;
    const job = await this.#queue.getJob(id);
    this.#fail(id, request, job?.failedReason ?? "it failed", job?.stacktrace?.[0] ?? "");
    await job?.remove();
  }

  async #send(id: string, request: TrialRequest): Promise<void> {
    const queued = await this.#inputs.queued(this.#experiment, request);
    const kept = { age: keptFor };
    await this.#queue.add("trial", queued, { jobId: id, attempts: 1, removeOnComplete: kept, removeOnFail: kept });
  }

  #fail(id: string, request: TrialRequest, message: string, stack: string): void {
    this.#pending.delete(id);
    this.failures.push({ request, message, stack });
  }

  async #collect(id: string, request: TrialRequest): Promise<void> {
    const job = await this.#queue.getJob(id);
    if (job === undefined) return;
    const reply = readReply(id, job.returnvalue);
    if (reply.kind === "failed") this.#fail(id, request, reply.message, reply.stack);
    else if (reply.kind === "finished") {
      if (await receiveTrial(this.#connection, id, reply, request)) {
        this.#pending.delete(id);
        this.#listeners.onFinished?.(request);
      } else this.#countDamage(id, request);
    }
    await job.remove();
    await this.#connection.hdel(progressKey(this.#experiment), id);
    if (reply.kind === "finished") await forgetFiles(this.#connection, id, reply);
  }

  #countDamage(id: string, request: TrialRequest): void {
    const times = (this.#damaged.get(id) ?? 0) + 1;
    this.#damaged.set(id, times);
    if (times >= deliveries) this.#fail(id, request, `its records arrived damaged ${times} times`, "");
  }

  /** Tells how far trials are. */
  async #follow(): Promise<void> {
    const told = await this.#connection.hgetall(progressKey(this.#experiment));
    for (const [id, text] of Object.entries(told)) {
      const request = this.#pending.get(id);
      if (request === undefined || this.#seen.get(id) === text) continue;
      this.#seen.set(id, text);
      this.#listeners.onProgress?.(request, JSON.parse(text) as TrialProgress);
    }
  }

  /** Takes back what waits, and stops what runs. */
  async cancel(): Promise<void> {
    await this.#connection.set(cancelKey(this.#experiment), "1", "EX", 60);
    await this.#connection.publish(cancelChannel, this.#experiment);
    for (const id of this.#pending.keys()) {
      // One that runs is locked, and ends by itself.
      await this.#queue.remove(id).catch(() => 0);
    }
  }

  /** Removes what only a running coordinator needs. */
  async end(): Promise<void> {
    await this.#sender.clear();
    if (this.isDone) await this.#connection.del(progressKey(this.#experiment));
  }
}

/** Says where no worker can take the trials. */
async function describeWorkers(connection: Redis, { name }: Queue, address: QueueAddress): Promise<string | undefined> {
  const workers = await listWorkers(connection);
  if (workers.some(({ queue }) => queue === name)) return undefined;
  const start = `start one: softlabel worker --queue ${address.shown}`;
  if (workers.length === 0) return `No worker is there; ${start}`;
  const [{ worker, softlabel, runtime, numerics }] = workers;
  const other = `${worker} has softlabel ${softlabel}, ${runtime} and numbers of kind ${numerics}`;
  return `None of ${workers.length} workers gives the same numbers as this machine: ${other}; ${start}`;
}

/** A runner on the workers of a queue; `run` gives up only at the signal, however long no worker is there. */
export function queueRunner({ address, runtime, interval = 1000, onNote }: QueueRunnerOptions): TrialRunner {
  return {
    async run(requests, listeners = {}) {
      const { signal } = listeners;
      const stopped = (): boolean => signal?.aborted === true;
      if (requests.length === 0 || stopped()) return [];
      const name = queueName(protocol, runtime, await numericsKey(runtime));
      const [connection, forEvents] = [connect(address), connect(address)];
      const queue = new Queue(name, { connection, prefix, streams: { events: { maxLen: 1000 } } });
      const events = new QueueEvents(name, { connection: forEvents, prefix });
      const coordinator = new Coordinator(queue, connection, requests, listeners);
      let wake = new AbortController();
      const look = (): void => wake.abort();
      events
        .on("completed", look)
        .on("failed", look)
        .on("error", () => undefined);
      queue.on("error", () => undefined);
      signal?.addEventListener("abort", look);
      try {
        await coordinator.begin();
        const note = await describeWorkers(connection, queue, address);
        if (note !== undefined) onNote?.(note);
        while (!coordinator.isDone && !stopped()) {
          wake = new AbortController();
          await coordinator.reconcile();
          if (!coordinator.isDone) await wait(interval, undefined, { signal: wake.signal }).catch(() => undefined);
        }
        if (stopped()) await coordinator.cancel();
        await coordinator.end();
        return coordinator.failures;
      } finally {
        signal?.removeEventListener("abort", look);
        await Promise.allSettled([events.close(), queue.close()]);
        for (const each of [connection, forEvents]) each.disconnect();
      }
    },
  };
}
