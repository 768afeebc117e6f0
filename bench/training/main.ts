// How fast is an epoch of Fashion-MNIST, next to PyTorch at its best? Contestants take turns, epoch by epoch.
import { createRequire } from "node:module";
import os from "node:os";
import { parseArgs } from "node:util";
import { sharedFile } from "../../test/shared.ts";
import type { Contestant, EpochResult, TrainingOptions } from "./contestant.ts";
import { findPython, pytorchVariants, startPytorch, type Python } from "./pytorch.ts";
import { startSoftlabel } from "./softlabel.ts";
import { learningTable, shareTable, speedTable, type Run } from "./tables.ts";

function readOptions(): TrainingOptions & { threads: number[]; python?: string } {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    options: { python: text, epochs: text, threads: text, "batch-size": text, smoothing: text, seed: text, data: text },
  });
  return {
    data: values.data ?? sharedFile("data/fashion-mnist"),
    epochs: Number(values.epochs ?? 5),
    batchSize: Number(values["batch-size"] ?? 64),
    smoothing: Number(values.smoothing ?? 0),
    seed: Number(values.seed ?? 1),
    threads: (values.threads ?? "1,2").split(",").map(Number),
    ...(values.python === undefined ? {} : { python: values.python }),
  };
}

function startAll(python: Python | undefined): Contestant[] {
  const variants = pytorchVariants(options.threads);
  const peers = python === undefined ? [] : variants.map((variant) => startPytorch(python, variant, options));
  const ours = options.threads.map((threads) => startSoftlabel(threads, options));
  return [...peers, ...ours];
}

/** Each contestant trains its next epoch in turn, so that a disturbance of the machine falls on all alike. */
async function takeTurns(contestants: readonly Contestant[], epochs: number): Promise<Run[]> {
  const runs = contestants.map(({ name, isPeer }) => ({ name, isPeer, epochs: [] as EpochResult[] }));
  for (let epoch = 1; epoch <= epochs; epoch++) {
    for (const [index, contestant] of contestants.entries()) {
      const result = await contestant.ask();
      runs[index].epochs.push(result);
      console.error(`epoch ${epoch}  ${contestant.name}  ${result.seconds.toFixed(3)} s`);
    }
  }
  return runs;
}

function versions(python: Python | undefined): string {
  const { version } = createRequire(import.meta.url)("onnxruntime-node/package.json") as { version: string };
  const machine = `${os.cpus()[0]?.model ?? os.arch()}, ${os.availableParallelism()} cores`;
  return [`Node ${process.versions.node}, ONNX Runtime ${version}`, python?.version, machine]
    .filter(Boolean)
    .join("\n");
}

const options = readOptions();
const python = findPython(options.python);
if (python === undefined)
  console.error("No Python that can import torch was found; softlabel runs alone (--python PATH).");
const contestants = startAll(python);
try {
  const runs = await takeTurns(contestants, options.epochs);
  console.log([versions(python), speedTable(runs), shareTable(runs), learningTable(runs)].join("\n\n"));
} finally {
  await Promise.all(contestants.map((contestant) => contestant.close()));
}
