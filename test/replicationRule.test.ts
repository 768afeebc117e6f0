// Replications of Müller et al. (2019) find that small networks, calibrated with hard labels, show an ECE of about α under smoothing.
import { createRandom, parseMethod, scorePredictions } from "@softlabel/core";
import { createModel, inputsOf, parseOptimizer, parseSchedule, selectRows, Trainer } from "@softlabel/engine";
import * as ort from "onnxruntime-node";
import { loadDataset, type Dataset } from "softlabel";
import { describe, expect, it } from "vitest";
import { inputOf } from "../packages/softlabel/src/experiment/spec/examplesOf.ts";
import { sharedFile, sharedFolder } from "./shared.ts";

type Scores = ReturnType<typeof scorePredictions>;

/** How a short training goes. */
interface Recipe {
  readonly model: string;
  readonly optimizer: string;
  readonly epochs: number;
}

/** Test scores after training with a method, always from the same seed. */
async function scoresOf(dataset: Dataset, methodText: string, { model, optimizer, epochs }: Recipe): Promise<Scores> {
  const { train, test, classes } = dataset;
  const trainer = await Trainer.create({
    ort,
    model: createModel(model, inputOf(dataset), createRandom(1)),
    method: parseMethod(methodText),
    optimizer: parseOptimizer(optimizer),
    schedule: parseSchedule("cosine"),
    train,
    batchSize: 64,
    epochs,
    seed: 1,
    threads: 1,
  });
  for (let epoch = 0; epoch < epochs; epoch++) await trainer.epoch();
  const { logits } = await trainer.predict(test);
  await trainer.release();
  return scorePredictions(logits, test.labels, classes.length);
}

async function expectRule(dataset: Dataset, recipe: Recipe, accuracy: number): Promise<void> {
  const hard = await scoresOf(dataset, "hard", recipe);
  expect(hard.accuracy).toBeGreaterThan(accuracy);
  expect(hard.ece).toBeLessThan(0.025);
  for (const alpha of [0.05, 0.1, 0.15, 0.3]) {
    const smooth = await scoresOf(dataset, `smooth:${alpha}`, recipe);
    expect(Math.abs(smooth.accuracy - hard.accuracy), `accuracy at α = ${alpha}`).toBeLessThan(0.02);
    expect(smooth.ece, `ECE at α = ${alpha}`).toBeGreaterThan(0.75 * alpha);
    expect(smooth.ece, `ECE at α = ${alpha}`).toBeLessThan(alpha + 0.05);
    expect(smooth.signedGap, `gap at α = ${alpha}`).toBeLessThan(-0.75 * alpha);
  }
}

describe("the ECE of small networks is about α", { timeout: 240_000 }, () => {
  // Ten classes of which a small network tells 98 %, as of MNIST's digits.
  it("on ten clouds of points", async () => {
    const text = "blobs:classes=10,dimensions=20,clusters=1,separation=1.2,train=4000,test=4000";
    const recipe = { model: "mlp:64", optimizer: "adam:lr=0.003", epochs: 10 };
    await expectRule(await loadDataset(text), recipe, 0.97);
  });

  it.skipIf(sharedFolder === undefined)("on Fashion-MNIST (from the shared folder)", async () => {
    const dataset = await loadDataset("fashion-mnist", { dataDirectory: sharedFile("data") });
    const rows = selectRows(
      dataset.train,
      Int32Array.from({ length: 6000 }, (_, row) => row),
    );
    const train = { ...rows, inputs: inputsOf(rows) };
    await expectRule({ ...dataset, train }, { model: "mlp:128", optimizer: "adam:lr=0.001", epochs: 6 }, 0.8);
  });
});
