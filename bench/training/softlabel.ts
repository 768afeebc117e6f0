// softlabel as a contestant: the engine's Trainer, on the data and the model that PyTorch trains.
import * as onnxRuntime from "onnxruntime-node";
import { createRandom, parseMethod, scorePredictions } from "@softlabel/core";
import { createModel, parseOptimizer, parseSchedule, Trainer, type Examples } from "@softlabel/engine";
import type { Contestant, TrainingOptions } from "./contestant.ts";
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

/** Starts softlabel with a number of threads. */
export async function startSoftlabel(threads: number, options: TrainingOptions): Promise<Contestant> {
  const test = loadFashionMnist(options.data, "t10k");
  const trainer = await createTrainer(threads, loadFashionMnist(options.data, "train"), options);
  return {
    name: `softlabel ${threads}`,
    isPeer: false,
    async epoch() {
      const { seconds, trainLoss, timings } = await trainer.epoch();
      const { logits } = await trainer.predict(test);
      const testAccuracy = scorePredictions(logits, test.labels, classes).accuracy;
      return { seconds, trainLoss, testAccuracy, timings: { ...timings } };
    },
    close: () => trainer.release(),
  };
}
