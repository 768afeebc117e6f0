// Notes beside the learning curves: early stopping, and an epoch that ends early.
import { markupText } from "../nodeDocument.fixtures.ts";
import { expect, it } from "vitest";
import { sampleResults } from "../../../../test/sampleResults.ts";
import type { Results, TrialResult } from "@softlabel/experiment/internal";
import { trainingSection } from "./training.ts";

function withTrials(change: (trial: TrialResult) => TrialResult, experiment: Results["experiment"]): Results {
  const results = sampleResults({ methods: ["hard", "smooth:0.1"], seeds: 2, epochs: 3 });
  const methods = results.methods.map((method) => ({ ...method, trials: method.trials.map(change) }));
  return { ...results, methods, experiment: { ...results.experiment, ...experiment } };
}

it("names the epochs that early stopping kept", () => {
  const results = withTrials((trial) => ({ ...trial, keptEpoch: trial.seed + 1 }), { patience: 1 });
  expect(markupText(trainingSection(results))).toContain(
    "Early stopping by validation log loss after 1 epoch without a lower one. Scores are those of the kept epochs (dots), by seed: hard 2, 3; smooth:0.1 2, 3.",
  );
});

it("says that a number of steps cut the last epoch short", () => {
  const cut = (trial: TrialResult): TrialResult => ({
    ...trial,
    epochs: trial.epochs.map((epoch) => (epoch.epoch === 3 ? { ...epoch, share: 0.25 } : epoch)),
  });
  const text = markupText(trainingSection(withTrials(cut, { steps: 250 })));
  expect(text).toMatch(/Runs end after 250 steps: epoch 3 has 25 % of its batches\./);
  expect(text).toContain(">2.25<");
});

it("mentions neither otherwise", () => {
  expect(markupText(trainingSection(sampleResults()))).not.toMatch(/Early stopping|Runs end/);
});
