// The process of a softlabel contestant: the engine's Trainer, on the data and the model that PyTorch trains.
import readline from "node:readline";
import * as onnxRuntime from "onnxruntime-node";
import { createRandom, parseMethod, scorePredictions } from "@softlabel/core";
import { createModel, parseOptimizer, parseSchedule, Trainer, type Examples } from "@softlabel/engine";
import type { EpochResult, TrainingOptions } from "./contestant.ts";
import { loadFashionMnist } from "./fashionMnist.ts";

const classes = 10;
// A pixel v becomes (v / 255 - 0.5) / 0.5.
const input = { shape: [28, 28], elementType: "uint8", scale: 2 / 255, shift: -1, classes } as const;

function createTrainer(threads: number, train: Examples, options: TrainingOptions): Promise<Trainer> {
  const { epochs, batchSize, smoothing, seed } = options;
  return Trainer.create({
    ort: onnxRuntime,
    model: createModel("mlp:512,256,128", input, createRandom(seed)),
    method: parseMethod(smoothing === 0 ? "hard" : `smooth:${smoothing}`),
    optimizer: parseOptimizer("adam:lr=0.001"),
    schedule: parseSchedule("constant"),
    train,
    batchSize,
    epochs,
    seed,
    threads,
  });
}

async function trainEpoch(trainer: Trainer, test: Examples): Promise<EpochResult> {
  const { seconds, trainLoss, timings } = await trainer.epoch();
  const { logits } = await trainer.predict(test);
  const testAccuracy = scorePredictions(logits, test.labels, classes).accuracy;
  return { seconds, trainLoss, testAccuracy, timings: { ...timings } };
}

const [threads, options] = JSON.parse(process.argv[2]) as [number, TrainingOptions];
const test = loadFashionMnist(options.data, "t10k");
const trainer = await createTrainer(threads, loadFashionMnist(options.data, "train"), options);
const requests = readline.createInterface({ input: process.stdin });
for await (const request of requests) {
  if (request !== "") break;
  console.log(JSON.stringify(await trainEpoch(trainer, test)));
}
