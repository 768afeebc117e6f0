// softlabel as a contestant: softlabelProcess.ts TASK THREADS SEED; a line in asks for an epoch, a line out tells of it.
import { readFileSync } from "node:fs";
import path from "node:path";
import readline from "node:readline";
import * as onnxRuntime from "onnxruntime-node";
import { createRandom, parseMethod, scorePredictions } from "@softlabel/core";
import { createModel, parseOptimizer, parseSchedule, Trainer, type Examples } from "@softlabel/engine";
import { sizeOf } from "@softlabel/engine/internal";
import type { EpochResult } from "../training/contestant.ts";
import type { Task } from "./task.ts";

function readPart({ folder, shape }: Task, part: string): Examples {
  const inputs = new Uint8Array(readFileSync(path.join(folder, `${part}-inputs.bin`)));
  const labels = new Int32Array(new Uint8Array(readFileSync(path.join(folder, `${part}-labels.bin`))).buffer);
  return { count: inputs.length / sizeOf(shape), shape, inputs, labels };
}

function createTrainer(task: Task, threads: number, seed: number): Promise<Trainer> {
  const { shape, scale, shift, classes, widths, learningRate, batchSize, epochs } = task;
  const input = { shape, elementType: "uint8", scale, shift, classes } as const;
  return Trainer.create({
    ort: onnxRuntime,
    model: createModel(`cnn:${widths.join(",")}`, input, createRandom(seed)),
    method: parseMethod("hard"),
    optimizer: parseOptimizer(`adam:lr=${learningRate}`),
    schedule: parseSchedule("constant"),
    train: readPart(task, "train"),
    batchSize,
    epochs,
    seed,
    threads,
  });
}

const task = JSON.parse(process.argv[2]) as Task;
const trainer = await createTrainer(task, Number(process.argv[3]), Number(process.argv[4]));
const test = readPart(task, "test");
for await (const request of readline.createInterface({ input: process.stdin })) {
  if (request !== "") break;
  const { seconds, trainLoss } = await trainer.epoch();
  const { logits } = await trainer.predict(test);
  const testAccuracy = scorePredictions(logits, test.labels, task.classes).accuracy;
  console.log(JSON.stringify({ seconds, trainLoss, testAccuracy } satisfies EpochResult));
}
process.exit();
