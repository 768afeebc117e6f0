// What does the network for photos learn, and how fast, next to the same one in PyTorch?
import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { parseModel } from "@softlabel/engine/internal";
import { sharedFile } from "../../test/shared.ts";
import type { EpochResult } from "../training/contestant.ts";
import { startProcess, type AskedProcess } from "../training/contestantProcess.ts";
import { findPython, type Python } from "../training/pytorch.ts";
import { fromSource } from "../training/softlabel.ts";
import { formatTable, median } from "../training/tables.ts";
import { createTask, type Task } from "./task.ts";

const text = { type: "string" } as const;
const { values } = parseArgs({
  options: { python: text, data: text, model: text, epochs: text, seeds: text, threads: text, "timed-epochs": text },
});
const threads = (values.threads ?? "1,2").split(",").map(Number);
const seeds = Number(values.seeds ?? 3);
const timedEpochs = Number(values["timed-epochs"] ?? 3);

/** A side of the comparison: how its processes are started. */
interface Side {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
}

/** A training of one side: its epochs so far. */
interface Training {
  readonly side: Side;
  readonly epochs: EpochResult[];
}

const scriptPath = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

function sidesWith(python: Python | undefined): Side[] {
  const ours = {
    name: "softlabel",
    program: process.execPath,
    args: [...fromSource, scriptPath("softlabelProcess.ts")],
  };
  return python === undefined
    ? [ours]
    : [{ name: "PyTorch", program: python.path, args: [scriptPath("pytorch.py")] }, ours];
}

function start(
  { name, program, args }: Side,
  task: Task,
  threadCount: number,
  seed: number,
): AskedProcess<EpochResult> {
  return startProcess(name, program, [...args, JSON.stringify(task), String(threadCount), String(seed)]);
}

/** Trains all sides with one seed, epoch by epoch in turn, so that a disturbance of the machine falls on all alike. */
async function train(sides: readonly Side[], task: Task, threadCount: number, seed: number): Promise<Training[]> {
  const contestants = sides.map((side) => ({
    side,
    process: start(side, task, threadCount, seed),
    epochs: [] as EpochResult[],
  }));
  try {
    for (let epoch = 1; epoch <= task.epochs; epoch++) {
      for (const { side, process, epochs } of contestants) {
        const result = await process.ask();
        epochs.push(result);
        console.error(`${side.name} ${threadCount}, seed ${seed}, epoch ${epoch}  ${result.seconds.toFixed(2)} s`);
      }
    }
  } finally {
    await Promise.all(contestants.map(({ process }) => process.close()));
  }
  return contestants;
}

const secondsOf = (runs: readonly Training[], name: string): number[] =>
  runs.filter(({ side }) => side.name === name).flatMap(({ epochs }) => epochs.map(({ seconds }) => seconds));

/** Seconds per epoch of each side, and its speed relative to the first. */
function speedTable(sides: readonly Side[], measured: ReadonlyMap<number, readonly Training[]>): string {
  const rows = [...measured].flatMap(([threadCount, runs]) => {
    const first = median(secondsOf(runs, sides[0].name));
    return sides.map(({ name }) => {
      const seconds = secondsOf(runs, name);
      const speed = (first / median(seconds)).toFixed(2);
      return [`${name} ${threadCount}`, median(seconds).toFixed(2), Math.min(...seconds).toFixed(2), speed];
    });
  });
  return formatTable([["threads", "median s", "min s", `speed to ${sides[0].name}`], ...rows]);
}

/** What each side reached with each seed. */
function accuracyTable(sides: readonly Side[], runs: readonly Training[]): string {
  const rows = sides.map((side) => {
    const last = runs.filter((training) => training.side === side).map(({ epochs }) => epochs.at(-1)!);
    const reached = last.map(({ testAccuracy }) => testAccuracy);
    const mean = (numbers: readonly number[]): string =>
      (numbers.reduce((a, b) => a + b, 0) / numbers.length).toFixed(3);
    const loss = mean(last.map(({ trainLoss }) => trainLoss));
    return [side.name, ...reached.map((accuracy) => accuracy.toFixed(3)), mean(reached), loss];
  });
  const heads = Array.from({ length: seeds }, (_, i) => `seed ${i + 1}`);
  return formatTable([["test accuracy", ...heads, "mean", "train loss"], ...rows]);
}

const python = findPython(values.python);
const { widths } = parseModel(values.model ?? "cnn");
const task = await createTask(values.data ?? sharedFile("data/cifar10-folders"), {
  widths,
  batchSize: 64,
  learningRate: 0.001,
  epochs: Number(values.epochs ?? 20),
});
try {
  const sides = sidesWith(python);
  const measured = new Map<number, Training[]>();
  for (const [i, threadCount] of threads.entries()) {
    // Accuracy does not depend on the number of threads: the first one learns to the end.
    const all: Training[] = [];
    const lasting = i === 0 ? task : { ...task, epochs: Math.min(timedEpochs, task.epochs) };
    for (let seed = 1; seed <= (i === 0 ? seeds : 1); seed++)
      all.push(...(await train(sides, lasting, threadCount, seed)));
    measured.set(threadCount, all);
  }
  const { version } = createRequire(import.meta.url)("onnxruntime-node/package.json") as { version: string };
  const machine = `${os.cpus()[0]?.model ?? os.arch()}, ${os.availableParallelism()} cores`;
  const versions = [`Node ${process.versions.node}, ONNX Runtime ${version}`, python?.version, machine];
  const learned = accuracyTable(sides, measured.get(threads[0])!);
  console.log([versions.filter(Boolean).join("\n"), speedTable(sides, measured), learned].join("\n\n"));
} finally {
  rmSync(task.folder, { recursive: true, force: true });
}
