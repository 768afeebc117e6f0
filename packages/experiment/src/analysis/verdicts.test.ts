// Verdicts from trials: which seeds are compared, in which metrics, against what.
import { createRandom } from "@softlabel/core";
import { describe, expect, it } from "vitest";
import { analysedTrial } from "./analysedTrial.fixtures.ts";
import type { AnalysedTrial } from "./analysedTrial.ts";
import { repetitionNotes } from "./pairing.ts";
import { verdictsOf } from "./verdicts.ts";

const classes = 2;
const count = 400;
const names = ["no", "yes"];
const [images, rows] = ["image", "row"].map((noun) => ({ noun, accuracyMetric: "accuracy", classes: names }) as const);
const methods = ["hard", "smooth:0.1", "relax:0.1"];

/** Predictions that are right with the given chance; a method's chance is its only difference. */
function trialOf(method: string, seed: number, chance: number, temperature: number | null): AnalysedTrial {
  const random = createRandom(seed).fork("predictions");
  const labels = Int32Array.from({ length: count }, (_, i) => i % 2);
  const right = Array.from(labels, () => random.uniform() < chance);
  const logits = Float32Array.from(
    right.flatMap((is, i) => ((is ? labels[i] : 1 - labels[i]) === 0 ? [2, 0] : [0, 2])),
  );
  return analysedTrial({ method, seed, logits, labels, classes, temperature });
}

describe("verdictsOf", () => {
  it("asks for no example's score where there is a single method", () => {
    const trial = trialOf("hard", 1, 0.7, 1.5);
    const untouchable = new Proxy(trial.examples, {
      get: () => {
        throw new Error("an example's score was asked for");
      },
    });
    expect(verdictsOf(["hard"], [{ ...trial, examples: untouchable }], images).verdicts).toEqual([]);
  });

  it("judges every method against the baseline, primary metrics marked", () => {
    const chances = { hard: 0.7, "smooth:0.1": 0.9, "relax:0.1": 0.71 };
    const seeds = [1, 2, 3, 4, 5];
    const trials = Object.entries(chances).flatMap(([method, chance]) =>
      seeds.map((seed) => trialOf(method, seed, chance, 1.5)),
    );
    const { verdicts } = verdictsOf(methods, trials, images);
    expect(new Set(verdicts.map(({ metric }) => metric)).size).toBe(17);
    expect(verdicts.filter(({ primary }) => primary).map(({ metric }) => metric)).toEqual([
      ...["accuracy", "accuracy"],
      ...["nllScaled", "nllScaled"],
    ]);
    const [smooth, relax] = verdicts;
    expect(smooth).toMatchObject({ method: "smooth:0.1", metric: "accuracy", verdict: "better" });
    expect(smooth.difference).toBeGreaterThan(0.15);
    expect(smooth.interval![0]).toBeGreaterThan(0);
    expect(smooth.adjustedPValue).toBeGreaterThanOrEqual(smooth.pValue!);
    expect(smooth).toMatchObject({ comparisons: 4, seeds, family: "primary" });
    expect(smooth.sentence).toContain("400 test images");
    expect(relax).toMatchObject({ method: "relax:0.1", metric: "accuracy", comparisons: 4 });
  });

  it("compares only the seeds that both have finished, and only what both have", () => {
    const trials = [
      trialOf("hard", 1, 0.7, null),
      trialOf("hard", 2, 0.7, null),
      trialOf("smooth:0.1", 2, 0.9, null),
      trialOf("relax:0.1", 3, 0.9, null),
    ];
    const { verdicts } = verdictsOf(methods, trials, rows);
    expect(new Set(verdicts.map(({ method }) => method))).toEqual(new Set(["smooth:0.1"]));
    expect(verdicts.map(({ metric }) => metric)).toEqual([
      ...["accuracy", "nll", "brier", "signedGap", "calibrationCost", "riskAt80Coverage", "excessAurc", "augrc"],
      "misclassificationAuroc",
    ]);
    const [{ sentence, verdict, interval, pValue, models, seeds }] = verdicts;
    expect(sentence).toMatch(/^One run per method: nothing can be said about the methods/);
    expect([verdict, interval, pValue, seeds]).toEqual(["cannot tell", null, null, [2]]);
    expect(models!.verdict).toBe("better");
    expect(models!.mcNemar!.onlyFirst).toBeLessThan(models!.mcNemar!.onlySecond);
  });

  it("says how often a method wins, and how many draws an interval rests on", () => {
    const trials = [1, 2].flatMap((seed) => [trialOf("hard", seed, 0.7, 1), trialOf("smooth:0.1", seed, 0.9, 1)]);
    const { verdicts } = verdictsOf(methods, trials, rows);
    const [accuracy] = verdicts;
    expect(accuracy).toMatchObject({ metric: "accuracy", probabilityOfImprovement: 1 });
    expect([accuracy.draws, accuracy.models]).toEqual([undefined, undefined]);
    expect(verdicts.find(({ metric }) => metric === "augrcScaled")).toMatchObject({ draws: 1000 });
  });

  it("leaves out a metric that is not defined, and corrects for the methods that are left", () => {
    const trials = [1, 2].flatMap((seed) => [
      trialOf("hard", seed, 0.7, 1),
      trialOf("smooth:0.1", seed, 1, 1),
      trialOf("relax:0.1", seed, 0.8, 1),
    ]);
    const aurocs = verdictsOf(methods, trials, rows).verdicts.filter(
      ({ metric }) => metric === "misclassificationAuroc",
    );
    expect(aurocs.map(({ method }) => method)).toEqual(["relax:0.1"]);
    expect(aurocs[0].adjustedPValue).toBe(aurocs[0].pValue);
  });

  it("judges balanced accuracy where classes are uneven, and accuracy beside it", () => {
    const trials = [1, 2, 3].flatMap((seed) => [
      trialOf("hard", seed, 0.7, 1),
      trialOf("smooth:0.1", seed, 0.9, 1),
      trialOf("relax:0.1", seed, 0.8, 1),
    ]);
    const { verdicts } = verdictsOf(methods, trials, { ...rows, accuracyMetric: "balancedAccuracy" });
    const primary = verdicts.filter((verdict) => verdict.primary);
    expect([...new Set(primary.map(({ metric }) => metric))]).toEqual(["balancedAccuracy", "nllScaled"]);
    const [plain] = verdicts;
    expect(plain).toMatchObject({ metric: "accuracy", primary: false });
    // As many rows of each class, so that both accuracies are the same.
    expect(primary[0].difference).toBeCloseTo(plain.difference, 12);
    expect(primary[0].sentence).toMatch(
      /balanced accuracy is .* points higher \(better\) with smooth:0.1 than with hard/,
    );
    expect(plain.sentence).toMatch(/^Exploratory/);
  });

  it("corrects the one question that was declared for no other", () => {
    const trials = [1, 2, 3].flatMap((seed) => [trialOf("hard", seed, 0.7, 1), trialOf("smooth:0.1", seed, 0.74, 1)]);
    const of = (question?: "log-loss") =>
      verdictsOf(methods, trials, { ...rows, question }).verdicts.filter(({ primary }) => primary);
    const [declared, ...others] = of("log-loss");
    expect(declared).toMatchObject({ metric: "nllScaled", comparisons: 1, adjustedPValue: declared.pValue });
    expect(others).toEqual([]);
    expect(of()[1].adjustedPValue).toBeGreaterThan(declared.adjustedPValue!);
  });

  it("says the same of identical predictions in every metric", () => {
    const trials = [1, 2, 3].flatMap((seed) => [
      trialOf("hard", seed, 0.7, 1.5),
      trialOf("smooth:0.1", seed, 0.7, 1.5),
    ]);
    const { verdicts } = verdictsOf(methods, trials, images);
    expect(new Set(verdicts.map(({ verdict }) => verdict))).toEqual(new Set(["cannot tell"]));
    expect(verdicts[0].sentence).toBe(
      "Quick look: cannot tell whether smooth:0.1 is more accurate than hard: both give the same predictions.",
    );
    expect(verdicts.every(({ adjustedPValue }) => adjustedPValue === null)).toBe(true);
    // other temperatures are another matter
    const scaled = [1, 2, 3].flatMap((seed) => [trialOf("hard", seed, 0.7, 1), trialOf("smooth:0.1", seed, 0.7, 3)]);
    const found = verdictsOf(methods, scaled, images).verdicts.filter(({ primary }) => primary);
    expect(found.map(({ verdict }) => verdict)).toEqual(["cannot tell", "better"]);
  });

  it("says nothing if there is nothing to compare", () => {
    expect(verdictsOf(["hard"], [trialOf("hard", 1, 0.7, 1)], rows)).toEqual({ verdicts: [], notes: [] });
    expect(verdictsOf(methods, [], rows)).toEqual({ verdicts: [], notes: [] });
  });

  it("says which seeds are paired, and counts predictions once that several seeds share", () => {
    const other = [2, 3, 4].map((seed) => trialOf("smooth:0.1", seed, 0.9, 1));
    const { verdicts, notes } = verdictsOf(methods, [1, 2, 3].map((seed) => trialOf("hard", seed, 0.7, 1)).concat(other), rows); // prettier-ignore
    const words = "paired seeds 2 and 3; seed 1 of hard and seed 4 of smooth:0.1 left out";
    expect(verdicts[0].seeds).toEqual([2, 3]);
    expect(verdicts[0].sentence).toContain(`(${words})`);
    expect(notes).toEqual([`smooth:0.1 is compared with hard over 2 seeds: ${words}.`]);
    const same = [1, 2, 3].map((seed) => ({ ...trialOf("smooth:0.1", 1, 0.9, 1), trial: other[0].trial, seed }));
    const copies = same.map(({ seed, ...trial }) => ({
      ...trial,
      trial: { ...trial.trial, method: "smooth:0.1", seed },
    }));
    const hard = [1, 2, 3].map((seed) => trialOf("hard", seed, 0.7, 1));
    const repeated = verdictsOf(methods, [...hard, ...copies], rows);
    expect(repeated.verdicts[0]).toMatchObject({ seeds: [1], verdict: "cannot tell", interval: null });
    expect(repeated.notes[0]).toContain("seeds 2 and 3 repeat the same predictions.");
    expect(repetitionNotes(methods, [...hard, ...copies])).toEqual([
      "Seeds 2 and 3 of smooth:0.1 repeat the predictions of another seed: identical predictions count once.",
    ]);
  });

  it("withholds what rests on a temperature that is not determined, with the reason", () => {
    const capped = (trial: AnalysedTrial): AnalysedTrial => ({
      ...trial,
      result: { ...trial.result, temperatureWarning: "capped" },
    });
    const trials = [1, 2, 3].flatMap((seed) => {
      const hard = trialOf("hard", seed, 0.7, 1);
      return [seed === 2 ? capped(hard) : hard, trialOf("smooth:0.1", seed, 0.9, 1)];
    });
    const { verdicts } = verdictsOf(methods, trials, rows);
    const [accuracy, scaled] = verdicts.filter(({ primary }) => primary);
    expect(scaled).toMatchObject({ verdict: "cannot tell", adjustedPValue: null });
    expect(scaled.sentence).toContain("the temperature of hard with seed 2 is not determined.");
    expect(accuracy).toMatchObject({ verdict: "better", comparisons: 1 });
  });

  it("judges calibration by its cost, in a family of its own", () => {
    const trials = [1, 2, 3, 4, 5].flatMap((seed) => [
      trialOf("hard", seed, 0.6, 1),
      trialOf("smooth:0.1", seed, 0.88, 1),
    ]);
    const costs = verdictsOf(methods, trials, rows).verdicts.filter(({ family }) => family === "calibration");
    expect(costs.map(({ metric }) => metric)).toEqual(["calibrationCost", "calibrationCostScaled"]);
    // both say 0.88; hard is right in 0.6 of the rows only
    expect(costs[0]).toMatchObject({ verdict: "better", comparisons: 2 });
    expect(costs[0].scores.baseline).toBeGreaterThan(0.05);
    expect(Math.abs(costs[0].scores.method)).toBeLessThan(0.01);
  });
});
