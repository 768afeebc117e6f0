// A worker of a queue: takes trials, fetches their inputs, runs them in folders of its own, and sends their records back.
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { sha256 } from "@softlabel/data/internal";
import { parseDataset } from "@softlabel/data/node/internal";
import { dataKey, type Runtime, type Trial, version } from "@softlabel/experiment/internal";
import { type Job, WaitingError, Worker } from "bullmq";
import type { Redis } from "ioredis";
import { writeWhole } from "../folder/files.ts";
import { loadUnseen } from "../folder/loadData.ts";
import { describeMachine } from "../folder/thisMachine.ts";
import type { TrialRequest } from "../workers/messages.ts";
import { TrialLane } from "../workers/trialProcess.ts";
import type { QueueAddress } from "./address.ts";
import { putBlob } from "./blobs.ts";
import { connect, explain } from "./connection.ts";
import { numericsKey, queueName } from "./numericsKey.ts";
import { recordBlob } from "./receiveTrial.ts";
import { enlist } from "./registry.ts";
import { InputReceiver } from "./sentInputs.ts";
import {
  belongsToRecords,
  cancelChannel,
  cancelKey,
  prefix,
  progressKey,
  protocol,
  readQueued,
  type QueuedTrial,
  type RecordFile,
  type RunBy,
  type TrialReply,
} from "./wire.ts";

export interface QueueWorkerOptions {
  readonly address: QueueAddress;
  readonly runtime: Runtime;
  /** How many trials run at once. */
  readonly slots: number;
  /** A name that no other worker has. */
  readonly name: string;
  /** The folder for inputs that were fetched and for trials that are not finished. */
  readonly cache: string;
  readonly dataDirectory?: string | undefined;
  /** Milliseconds between two reports of how far a trial is. */
  readonly progressInterval?: number;
  /** Told what a person should know. */
  readonly onLine?: (line: string) => void;
}

/** Longer than an interruption of the network, shorter than a person waits: a worker that is gone is noticed after it. */
const lockMilliseconds = 120_000;

/** How long a worker that ends waits for its server. */
const graceMilliseconds = 5000;

/** Environment variables that a trial's process needs; secrets of the queue are not among them. */
const passedOn = ["PATH", "HOME", "USERPROFILE", "LOCALAPPDATA", "XDG_CACHE_HOME", "TMPDIR", "TEMP", "SystemRoot"];
const environment = Object.fromEntries(
  passedOn.flatMap((name) => (name in process.env ? [[name, process.env[name]]] : [])),
);

/** All files in a folder, by their paths in it with "/" between names. */
function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map(({ parentPath, name }) => path.relative(folder, path.join(parentPath, name)));
  return paths.map((each) => each.replaceAll(path.sep, "/"));
}

/** A running worker. */
export class QueueWorker {
  readonly #options: QueueWorkerOptions;
  readonly #by: RunBy;
  readonly #data: Redis;
  readonly #calls: Redis;
  readonly #taking: Redis;
  readonly #receiver: InputReceiver;
  readonly #worker: Worker<unknown, TrialReply>;
  readonly #lanes: TrialLane[] = [];
  readonly #closing = new AbortController();
  /** Which data this machine has itself, by how they are read and their fingerprint. */
  readonly #known = new Map<string, Promise<boolean>>();
  /** What stops the trials of an experiment that run here. */
  readonly #running = new Map<string, { readonly experiment: string; readonly stop: AbortController }>();
  #pause = 1000;
  #lastRun = performance.now();
  #leave: (() => Promise<void>) | undefined;

  private constructor(options: QueueWorkerOptions, numerics: string) {
    this.#options = options;
    const { processor } = describeMachine() as { readonly processor: string };
    this.#by = { worker: options.name, host: hostname(), processor, numerics };
    [this.#data, this.#calls, this.#taking] = [
      connect(options.address),
      connect(options.address),
      connect(options.address),
    ];
    this.#receiver = new InputReceiver(this.#data, options.cache);
    const name = queueName(protocol, options.runtime, numerics);
    this.#worker = new Worker<unknown, TrialReply>(name, (job, token, signal) => this.#process(job, token, signal), {
      connection: this.#taking,
      prefix,
      autorun: false,
      concurrency: options.slots,
      lockDuration: lockMilliseconds,
      stalledInterval: 30_000,
      // A trial whose worker was killed is not at fault; deaths of its own process are counted by the lane.
      maxStalledCount: 1000,
      drainDelay: 10,
    });
    this.#worker.on("error", (error) => void this.#calmDown(error));
    this.#worker.on("lockRenewalFailed", (ids) => ids.forEach((id) => this.#worker.cancelJob(id, "its lock was lost")));
  }

  /** Starts a worker. */
  static async start(options: QueueWorkerOptions): Promise<QueueWorker> {
    const worker = new QueueWorker(options, await numericsKey(options.runtime));
    await worker.#begin();
    return worker;
  }

  /** For how long it has had nothing to run. */
  get idleSeconds(): number {
    return this.#running.size > 0 ? 0 : (performance.now() - this.#lastRun) / 1000;
  }

  /** The queue that it serves. */
  get queue(): string {
    return this.#worker.name;
  }

  async #begin(): Promise<void> {
    const { slots, runtime } = this.#options;
    const listed = { softlabel: version, runtime: `${runtime.name} ${runtime.version}`, queue: this.queue, slots };
    this.#leave = await enlist(this.#data, { ...this.#by, ...listed });
    this.#calls.on("message", (_: string, experiment: string) => this.#stop(experiment));
    await this.#calls.subscribe(cancelChannel);
    await this.#worker.waitUntilReady();
    // Its errors come as events.
    void this.#worker.run().catch(() => undefined);
  }

  #stop(experiment: string): void {
    for (const running of this.#running.values()) if (running.experiment === experiment) running.stop.abort();
  }

  /** Takes nothing for a while after errors that do not pass by themselves: an idle worker would ask thousands of times. */
  async #calmDown(error: Error): Promise<void> {
    if (!/OOM|NOPERM|MISCONF|READONLY|NOAUTH|WRONGPASS/.test(error.message) || this.#worker.isPaused()) return;
    const { got, remedy } = explain(error);
    this.#options.onLine?.(`The queue answers: ${got}; ${remedy}. Trying again in ${this.#pause / 1000} s.`);
    await this.#worker.pause(true);
    await wait(this.#pause, undefined, { signal: this.#closing.signal }).catch(() => undefined);
    this.#pause = Math.min(2 * this.#pause, 60_000);
    if (!this.#closing.signal.aborted) void this.#worker.resume();
  }

  async #process(job: Job<unknown, TrialReply>, token = "", lock?: AbortSignal): Promise<TrialReply> {
    const id = job.id ?? "";
    const queued = readQueued(id, job.data);
    if ((await this.#data.get(cancelKey(queued.experiment))) !== null) return { kind: "stopped" };
    const stop = new AbortController();
    this.#running.set(id, { experiment: queued.experiment, stop });
    const signal = AbortSignal.any([stop.signal, this.#closing.signal, ...(lock === undefined ? [] : [lock])]);
    try {
      const reply = await this.#run(id, queued, signal);
      this.#pause = 1000;
      if (reply.kind === "stopped" && this.#closing.signal.aborted) await this.#handBack(job, token);
      return reply;
    } finally {
      this.#running.delete(id);
      this.#lastRun = performance.now();
    }
  }

  async #handBack(job: Job, token: string): Promise<never> {
    await job.moveToWait(token);
    throw new WaitingError(`run ${job.id} waits for another worker`);
  }

  async #run(id: string, queued: QueuedTrial, signal: AbortSignal): Promise<TrialReply> {
    const folder = path.join(this.#options.cache, "trials", id);
    try {
      const request = await this.#request(folder, queued, signal);
      const lane = this.#lanes.pop() ?? new TrialLane(environment);
      const outcome = await lane.run(request, { signal, onProgress: this.#reporter(id, queued) });
      this.#lanes.push(lane);
      if (outcome === "stopped") return { kind: "stopped" };
      if (outcome !== "finished") return { kind: "failed", ...outcome };
      const reply = await this.#sendBack(id, request.folder, signal);
      rmSync(folder, { recursive: true, force: true });
      return reply;
    } catch (error) {
      if (signal.aborted) return { kind: "stopped" };
      const { message, stack = "" } = error as Error;
      return { kind: "failed", message, stack };
    }
  }

  /** Tells how far the trial is: now and then, and at the end of every epoch. */
  #reporter(id: string, { experiment }: QueuedTrial): (progress: object & { step: number; steps: number }) => void {
    const { progressInterval = 1000 } = this.#options;
    let last = -Infinity;
    return ({ step, steps, ...rest }) => {
      const now = performance.now();
      if (now - last < progressInterval && last > -Infinity && step < steps) return;
      last = now;
      const text = JSON.stringify({ ...rest, step, steps, kind: undefined });
      void this.#data.hset(progressKey(experiment), id, text).catch(() => undefined);
    };
  }

  /** The trial as this machine runs it: its inputs fetched. */
  async #request(folder: string, queued: QueuedTrial, signal: AbortSignal): Promise<TrialRequest> {
    const { experiment, trial, files } = queued;
    const { dataDirectory } = this.#options;
    const named: Record<string, string> = {};
    const shared = path.join(folder, "shared");
    for (const { role, name, sha256: hash } of files) {
      const place = await this.#receiver.file(experiment, hash, signal);
      if (role === "named") named[name] = place;
      else writeWhole(path.join(shared, name), readFileSync(place));
    }
    const known = await this.#isKnown(queued);
    const data = known ? undefined : await this.#receiver.data(experiment, queued.data, signal);
    return { trial, folder: path.join(folder, "records"), shared, dataDirectory, received: { data, files: named } };
  }

  /** Whether the data are a known data set that this machine has or makes: found out once, since that loads them. */
  #isKnown({ trial, data }: QueuedTrial): Promise<boolean> {
    const key = `${dataKey(trial)} ${data}`;
    const found = this.#known.get(key) ?? this.#findKnown(trial, data);
    this.#known.set(key, found);
    return found;
  }

  /** A path or a query from elsewhere is never read. */
  async #findKnown(trial: Trial, fingerprint: string): Promise<boolean> {
    try {
      if (parseDataset(trial.data) === undefined) return false;
      const { dataDirectory } = this.#options;
      return (await loadUnseen(trial, { offline: true, dataDirectory })).fingerprint === fingerprint;
    } catch {
      return false;
    }
  }

  async #sendBack(id: string, folder: string, signal: AbortSignal): Promise<TrialReply> {
    const attempt = `${this.#by.worker}-${Date.now().toString(36)}`;
    const files: RecordFile[] = [];
    for (const name of filesIn(folder).filter(belongsToRecords)) {
      const bytes = readFileSync(path.join(folder, name));
      const file = { name, sha256: sha256(bytes), bytes: bytes.length };
      await this.#persist(() => putBlob(this.#data, recordBlob(id, attempt, file), bytes), signal);
      files.push(file);
    }
    return { kind: "finished", attempt, by: this.#by, files };
  }

  /** Tries again until it works: a result that was trained is not given up because the server is full. */
  async #persist(send: () => Promise<void>, signal: AbortSignal): Promise<void> {
    for (let pause = 500; ; pause = Math.min(2 * pause, 30_000)) {
      try {
        return await send();
      } catch (error) {
        const { got, remedy } = explain(error as Error);
        this.#options.onLine?.(`A result waits to be sent: ${got}; ${remedy}.`);
        await wait(pause, undefined, { signal });
      }
    }
  }

  /** Takes no more trials, hands those that run back to the queue, and ends. */
  async close(): Promise<void> {
    this.#closing.abort();
    const leave = async (): Promise<void> => {
      await this.#leave?.();
      await this.#worker.close();
    };
    // Without its server a worker can take leave of nobody; its runs are noticed to be gone.
    const patience = new AbortController();
    const enough = wait(graceMilliseconds, undefined, { signal: patience.signal });
    await Promise.race([leave(), enough]).catch(() => undefined);
    patience.abort();
    await enough.catch(() => undefined);
    for (const lane of this.#lanes) lane.close();
    for (const connection of [this.#data, this.#calls, this.#taking]) connection.disconnect();
  }
}
