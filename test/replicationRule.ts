// Replications of Müller et al. (2019) find that small networks, calibrated with hard labels, show an ECE of about α under smoothing.
import { createRandom, parseMethod, scorePredictions } from "@softlabel/core";
import { createModel, parseOptimizer, parseSchedule, Trainer } from "@softlabel/engine";
import * as ort from "onnxruntime-node";
import type { Dataset } from "softlabel";
import { expect } from "vitest";
import { inputOf } from "../packages/experiment/src/options/examplesOf.ts";

type Scores = ReturnType<typeof scorePredictions>;

/** How a short training goes. */
export interface Recipe {
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

/** Expects an ECE of about α at four values of it, with the accuracy of hard labels, which is above `accuracy`. */
export async function expectRule(dataset: Dataset, recipe: Recipe, accuracy: number): Promise<void> {
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
