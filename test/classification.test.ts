// The generated classification task is as learnable for a linear model as scikit-learn's, for every seed.
import { createRandom, parseMethod, scorePredictions } from "@softlabel/core";
import { createModel, parseOptimizer, parseSchedule, Trainer } from "@softlabel/engine";
import * as ort from "onnxruntime-node";
import { loadDataset, type Dataset } from "softlabel";
import { describe, expect, it } from "vitest";
import { inputOf } from "../packages/experiment/src/options/examplesOf.ts";
import { readReference } from "./reference.ts";

interface Reference {
  /** A logistic regression on our rows, per seed. */
  readonly ours: readonly { readonly fingerprint: string; readonly accuracy: number }[];
  /** One on the rows that scikit-learn draws with its defaults, per seed. */
  readonly scikitLearn: readonly number[];
}

const { ours, scikitLearn } = readReference<Reference>("classification.json");
const load = (seed: string): Promise<Dataset> => loadDataset(`classification:samples=10000,seed=${seed}`);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Test accuracy of `linear` after training to convergence. */
async function linearAccuracy(dataset: Dataset): Promise<number> {
  const { train, test, classes } = dataset;
  const epochs = 8;
  const trainer = await Trainer.create({
    ort,
    model: createModel("linear", inputOf(dataset), createRandom(1)),
    method: parseMethod("hard"),
    optimizer: parseOptimizer("adam:lr=0.05"),
    schedule: parseSchedule("cosine"),
    train,
    batchSize: 64,
    epochs,
    seed: 1,
    threads: 1,
  });
  while (trainer.finishedEpochs < epochs) await trainer.epoch();
  const { logits } = await trainer.predict(test);
  await trainer.release();
  return scorePredictions(logits, test.labels, classes.length).accuracy;
}

describe("classification:samples=10000", () => {
  it.each(ours.map(({ fingerprint, accuracy }, seed) => ({ seed: String(seed), fingerprint, accuracy })))(
    "seed $seed: --model linear comes within 2 points of a logistic regression ($accuracy)",
    async ({ seed, fingerprint, accuracy }) => {
      const dataset = await load(seed);
      // Other rows have other accuracies: test/reference/make_classification.py makes them again.
      expect(dataset.fingerprint).toBe(fingerprint);
      expect(Math.abs((await linearAccuracy(dataset)) - accuracy)).toBeLessThan(0.02);
    },
  );

  it("is linearly separable as scikit-learn's default is", () => {
    const accuracies = ours.map(({ accuracy }) => accuracy);
    expect(accuracies).toHaveLength(15);
    expect(scikitLearn).toHaveLength(100);
    expect(Math.min(...accuracies)).toBeGreaterThan(Math.min(...scikitLearn) - 0.02);
    expect(Math.abs(mean(accuracies) - mean(scikitLearn))).toBeLessThan(0.03);
  });
});
