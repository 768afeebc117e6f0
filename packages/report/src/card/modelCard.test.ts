// The card of a model: data, training, results and use.
import { createRandom } from "@softlabel/core";
import { describe, expect, it } from "vitest";
import { sampleScores } from "../../../../test/sampleResults.ts";
import { resolveOptions, type TrainedModel, trialOf } from "@softlabel/experiment/internal";
import { modelCard } from "./modelCard.ts";
import { madeUpSources } from "../../../../test/trialSources.ts";

const scores = { ...sampleScores(createRandom(1), 0.9, -0.08), ece: 0.08 };
const model: TrainedModel = {
  softlabel: "1.2.3",
  training: trialOf(
    resolveOptions({ model: "linear", noise: "pairs:0.1", normalise: "none" }),
    madeUpSources,
    "smooth:0.1",
    1,
  ),
  command: "softlabel train pets",
  data: {
    name: "pets",
    title: "Pets",
    noun: "image",
    classes: ["cat", "dog"],
    classCounts: [8100, 900],
    accuracyMetric: "accuracy",
    notes: ["Cats are 9 of 10."],
    trainCount: 9000,
    validationCount: 1000,
    testCount: 500,
  },
  inputs: [{ name: "image", kind: "image", elementType: "uint8", shape: [3, 8, 8] }],
  example: { label: "cat", probability: 0.9876 },
  network: { shape: [3, 8, 8], elementType: "uint8" },
  result: { seed: 1, epochs: [], test: scores, temperature: 0.8, testScaled: { ...scores, ece: 0.03 }, geometry: null },
};

describe("modelCard", () => {
  it("shows how well each class is found, where classes are uneven", () => {
    const byClass = (a: number | null, b: number) => ({ byClass: [a, b], mean: b });
    const classScores = { counts: [490, 10], recall: byClass(0.99, 0.4), precision: byClass(null, 0.5), averagePrecision: byClass(0.98, 0.6) }; // prettier-ignore
    const uneven = { ...model, data: { ...model.data, accuracyMetric: "balancedAccuracy" } as const };
    const card = modelCard({ ...uneven, result: { ...model.result, classScores } });
    expect(card).toContain("| cat | 490 | 99.0 % |  | 98.0 % |\n| dog | 10 | 40.0 % | 50.0 % | 60.0 % |");
    expect(card.indexOf("| balanced accuracy |")).toBeLessThan(card.indexOf("| accuracy |"));
    expect(modelCard(model)).not.toContain("PR-AUC");
  });

  it("says what the model learnt from, how, and what to beware of", () => {
    const card = modelCard(model);
    expect(card).toContain("# Pets\n");
    expect(card).toContain("9,000 images to train on, 1,000 for validation, 500 for the test");
    expect(card).toContain("in the order of the logits: cat, dog.");
    expect(card).toContain("Pixels v from 0 to 255 are normalised inside the model: v / 255, from 0 to 1.");
    expect(card).toContain("Cats are 9 of 10.");
    expect(card).toContain("corrupted on purpose: `pairs:0.1`");
    expect(card).toContain("`smooth:0.1`: label smoothing");
    expect(card).toContain("One run with one seed");
  });

  it("shows scores before and after temperature scaling, and says that the temperature is part of the file", () => {
    const card = modelCard(model);
    expect(card).toContain("| accuracy | 90.0 % | 90.0 % |");
    expect(card).toContain("| ECE | 8.0 % | 3.0 % |");
    expect(card).toContain("the temperature 0.8 is part of the model");
  });

  it("does without a temperature where none was fitted, and cuts long lists of classes", () => {
    const classes = Array.from({ length: 100 }, (_, k) => `class ${k}`);
    const { result, data } = model;
    const card = modelCard({
      ...model,
      data: { ...data, classes },
      result: { ...result, temperature: null, testScaled: null },
    });
    expect(card).toContain("| accuracy | 90.0 % |\n");
    expect(card).toContain("no temperature was fitted");
    expect(card).toContain("class 29 and 70 more");
  });
});
