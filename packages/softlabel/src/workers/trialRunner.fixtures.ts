// What every runner of trials has to do, as tests that are run on each.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createRecord, isFinished, readMetrics, resolveOptions, trialsOf } from "@softlabel/experiment/internal";
import { afterAll, describe, expect, it, type TestOptions } from "vitest";
import { readInput } from "../folder/files.ts";
import { folderStore } from "../folder/folderStore.ts";
import { loadData } from "../folder/loadData.ts";
import { describeMachine } from "../folder/thisMachine.ts";
import { openRuntime } from "../runtime/runtime.ts";
import { localRunner } from "./localRunner.ts";
import type { TrialRequest } from "./messages.ts";
import { restarts } from "./trialProcess.ts";
import type { TrialListeners, TrialRunner } from "./trialRunner.ts";

const root = mkdtempSync(path.join(tmpdir(), "softlabel-test-runner-"));
afterAll(() => rmSync(root, { recursive: true }));

let folders = 0;
/** A folder of its own for the records of a test. */
export const newFolder = (): string => path.join(root, String((folders += 1)));

const sizes = { data: "blobs:train=60,test=30", model: "linear", methods: ["hard", "smooth:0.1"] };

/** The requests for an experiment's trials, seed by seed. */
export async function requestsFor(folder: string, given: Record<string, unknown> = {}): Promise<TrialRequest[]> {
  const options = resolveOptions({ ...sizes, seeds: 2, epochs: 3, ...given });
  const [dataset, runtime] = [await loadData(options, {}), await openRuntime(options.runtime, 1)];
  const made = { options, dataset, runtime, readFile: readInput, command: "a test", machine: describeMachine() };
  const { sources } = createRecord(made);
  return trialsOf(options, sources).map((trial) => {
    return { trial, folder: path.join(folder, `${trial.method}-${trial.seed}`), shared: folder };
  });
}

/** The processes of this machine that train for a process, straight or through another. */
function trainingProcesses(of = process.pid): number[] {
  const lines = spawnSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" }).stdout.split("\n");
  const all = lines.map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line)).filter((match) => match !== null);
  const below = (parent: number): typeof all =>
    all.filter(([, , ppid]) => Number(ppid) === parent).flatMap((each) => [each, ...below(Number(each[1]))]);
  const train = below(of).filter(([, , , command]) => /workers\/worker\.[jt]s/.test(command));
  return train.map(([, pid]) => Number(pid));
}

/** Ends what trains, as a machine that runs out of memory would. */
export const killTraining = (): void => trainingProcesses().forEach((pid) => process.kill(pid, "SIGKILL"));

/** The content of a trial's records, without what tells of time. */
export function recordsIn({ folder }: TrialRequest): Record<string, string> {
  const names = readdirSync(folder).filter((name) => name.includes(".") && name !== "machine.json");
  const text = (name: string): string => readFileSync(path.join(folder, name)).toString("latin1");
  return Object.fromEntries(names.map((name) => [name, text(name).replace(/,"seconds":[\d.e-]+/g, "")]));
}

export const finished = ({ folder, trial }: TrialRequest): boolean => isFinished(folderStore(folder), trial);
const epochsOf = ({ folder }: TrialRequest): number => readMetrics(folderStore(folder)).length;
const nameOf = ({ trial }: TrialRequest): string => `${trial.method}-${trial.seed}`;

type Run = TrialRunner["run"];

/** What a runner does that runs a single trial at a time. */
const duties: Readonly<Record<string, (run: Run) => Promise<void>>> = {
  "runs every trial once, seed by seed, to the records of a run on this machine": async (run) => {
    const requests = await requestsFor(newFolder());
    const done: string[] = [];
    expect(await run(requests, { onFinished: (request) => done.push(nameOf(request)) })).toEqual([]);
    expect(done).toEqual(["hard-1", "smooth:0.1-1", "hard-2", "smooth:0.1-2"]);
    expect(requests.every(finished)).toBe(true);
    const local = await requestsFor(newFolder());
    await localRunner({ workers: 2 }).run(local);
    expect(requests.map(recordsIn)).toEqual(local.map(recordsIn));
  },

  "tells how far each trial is, always further": async (run) => {
    const requests = await requestsFor(newFolder(), { seeds: 1 });
    const seen = new Map<string, number[]>();
    await run(requests, {
      onProgress: (request, { epoch, step, steps }) =>
        seen.set(nameOf(request), [...(seen.get(nameOf(request)) ?? []), epoch - 1 + step / steps]),
    });
    expect([...seen.keys()]).toEqual(["hard-1", "smooth:0.1-1"]);
    for (const steps of seen.values()) expect(steps).toEqual([...steps].sort((a, b) => a - b));
    expect([...seen.values()].every((steps) => steps.length > 0 && steps.at(-1)! <= 3)).toBe(true);
  },

  "gives a failure with its reason, and finishes the others": async (run) => {
    const requests = await requestsFor(newFolder(), { seeds: 1 });
    const broken = { ...requests[0], trial: { ...requests[0].trial, model: "missing.onnx" } };
    const failures = await run([broken, requests[1]]);
    expect(failures).toHaveLength(1);
    expect(failures[0].request).toEqual(broken);
    expect(failures[0].message).toContain("missing.onnx");
    expect(failures[0].stack).toContain("missing.onnx");
    expect([finished(broken), finished(requests[1])]).toEqual([false, true]);
  },

  [`starts a trial again ${restarts} times after its process died, from its checkpoint`]: async (run) => {
    const [request] = await requestsFor(newFolder(), { seeds: 1, epochs: 400 });
    let deaths = 0;
    const failures = await run([request], {
      onProgress(_, { epoch }) {
        if (deaths === restarts || epoch < 50 * (deaths + 1)) return;
        deaths += 1;
        killTraining();
      },
    });
    expect([failures, deaths, epochsOf(request)]).toEqual([[], restarts, 400]);
    const [whole] = await requestsFor(newFolder(), { seeds: 1, epochs: 400 });
    await localRunner({ workers: 1 }).run([whole]);
    expect(recordsIn(request)).toEqual(recordsIn(whole));
  },

  "gives up a trial whose process dies once more, and goes on with the next": async (run) => {
    const [deadly, harmless] = await requestsFor(newFolder(), { seeds: 1, epochs: 4000 });
    const short = { ...harmless, trial: { ...harmless.trial, epochs: 2 } };
    const failures = await run([deadly, short], {
      onProgress: (request) => request.folder === deadly.folder && killTraining(),
    });
    expect(failures.map(({ request, message }) => [request.folder, message])).toEqual([
      [deadly.folder, `its process died ${restarts + 1} times`],
    ]);
    expect([finished(deadly), finished(short)]).toEqual([false, true]);
  },

  "stops at the signal with nothing left running, and goes on from the checkpoint": async (run) => {
    const requests = await requestsFor(newFolder(), { seeds: 1, epochs: 300 });
    const stop = new AbortController();
    const onProgress: TrialListeners["onProgress"] = (_, { epoch }) => epoch >= 100 && stop.abort();
    expect(await run(requests, { signal: stop.signal, onProgress })).toEqual([]);
    expect(requests.map(finished)).toEqual([false, false]);
    await expect.poll(() => trainingProcesses()).toEqual([]);
    const epochs: number[] = [];
    expect(await run(requests.slice(0, 1), { onProgress: (_, { epoch }) => epochs.push(epoch) })).toEqual([]);
    expect(Math.min(...epochs)).toBeGreaterThanOrEqual(100);
    const [whole] = await requestsFor(newFolder(), { seeds: 1, epochs: 300 });
    await localRunner({ workers: 1 }).run([whole]);
    expect(recordsIn(requests[0])).toEqual(recordsIn(whole));
  },

  "runs nothing if the signal came before": async (run) => {
    const requests = await requestsFor(newFolder(), { seeds: 1 });
    expect(await run(requests, { signal: AbortSignal.abort() })).toEqual([]);
    expect(requests.some(({ folder }) => existsSync(folder))).toBe(false);
  },
};

/** Describes what a runner does; `open` gives one that runs a single trial at a time. */
export function describeRunner(
  name: string,
  open: () => TrialRunner | Promise<TrialRunner>,
  options: TestOptions = {},
): void {
  describe(name, options, () => {
    for (const [duty, fulfil] of Object.entries(duties))
      it(duty, async () => {
        const runner = await open();
        await fulfil((requests, listeners) => runner.run(requests, listeners));
      });
  });
}
