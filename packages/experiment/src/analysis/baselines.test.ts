// Where the network is not better than simple models: sentences, pairs of seeds, and no part in the family of comparisons.
import { describe, expect, it } from "vitest";
import { analyse } from "./analyse.ts";
import { writeBaseline } from "../records/baselineRecords.ts";
import { readExperiment } from "../records/experimentRecord.ts";
import { writeRecords, type RecordOptions } from "../records/records.fixtures.ts";
import { readPredictions, trialPath, writePredictions } from "../records/trialRecord.ts";
import { trialsOf } from "../options/trial.ts";

const classes = 4;
const labels = Int32Array.from({ length: 400 }, (_, i) => i % classes);

/** Predictions of which the first so many are right. */
function predictions(right: number) {
  const logits = new Float32Array(labels.length * classes);
  labels.forEach((y, i) => (logits[i * classes + (i < right ? y : (y + 1) % classes)] = 3));
  return { logits, labels };
}

/** Results of methods that get so many rows right, by seed, beside a linear model. */
async function resultsOf(
  methods: Readonly<Record<string, readonly number[]>>,
  linear: readonly number[],
  options: RecordOptions["options"] = {},
) {
  const seeds = Object.values(methods)[0].length;
  const { records } = writeRecords({
    testCount: labels.length,
    options: { ...options, seeds, methods: Object.keys(methods) },
  });
  const record = readExperiment(records);
  for (const trial of trialsOf(record.options, record.sources))
    writePredictions(records.folder(trialPath(trial)), "test", predictions(methods[trial.method][trial.seed - 1]));
  const without = await analyse(records);
  const [first] = trialsOf(record.options, record.sources);
  const validation = readPredictions(records.folder(trialPath(first)), "validation")!;
  linear.forEach((right, i) => {
    const seed = linear.length === 1 ? undefined : i + 1;
    writeBaseline(records, "linear", seed, { rows: 90, test: predictions(right), validation });
    writeBaseline(records, "majority", seed, { rows: 100, test: predictions(100) });
  });
  return { without, results: await analyse(records) };
}

const [two, three] = [
  { hard: [320, 324], "smooth:0.1": [330, 331] },
  { hard: [320, 324], "smooth:0.1": [330, 331], "relax:0.1": [300, 305] },
];

describe("simpleBaselinesOf", () => {
  it("says that no method is better, with the numbers of the one that comes nearest", async () => {
    const { results } = await resultsOf(two, [360]);
    const [majority, linear] = results.simpleBaselines!;
    expect([majority.model, linear.model]).toEqual(["majority", "linear"]);
    expect(linear.sentence).toMatch(
      /^The network is not better than a linear model \(accuracy 82\.6 % with smooth:0\.1 against 90\.0 %; difference -7\.4 points, 95 % interval -\d+\.\d to -?\d+\.\d; 2 seeds, 400 test examples\)\.$/,
    );
    expect(linear.comparisons.map(({ method }) => method)).toEqual(["hard", "smooth:0.1"]);
    expect(linear.comparisons[0].difference).toBeCloseTo((320 + 324) / 800 - 0.9, 12);
    expect(linear.fits).toHaveLength(1);
    expect(linear.fits[0]).toMatchObject({ rows: 90, test: { accuracy: 0.9 } });
    expect(linear.fits[0].temperature).toBeGreaterThan(0);
    expect(majority.fits[0]).toMatchObject({ rows: 100, temperature: null, testScaled: null });
  });

  it("says nothing if every method is better", async () => {
    const { results } = await resultsOf(two, [360]);
    const [majority] = results.simpleBaselines!;
    expect(majority.comparisons.map(({ verdict }) => verdict)).toEqual(["better", "better"]);
    expect(majority.sentence).toBeUndefined();
  });

  it("names the methods that are not better where others are", async () => {
    const { results } = await resultsOf(three, [300]);
    const [, linear] = results.simpleBaselines!;
    expect(linear.comparisons.map(({ verdict }) => verdict)).toContain("better");
    expect(linear.sentence).toMatch(
      /^With hard and relax:0\.1, the network is not clearly better than a linear model \(accuracy 80\.5 % with hard against 75\.0 %; /,
    );
  });

  it("says less where the network is ahead by chance, and names the method where there is one", async () => {
    const { results } = await resultsOf({ hard: [322, 326], "smooth:0.1": [318, 330] }, [321]);
    expect(results.simpleBaselines![1].sentence).toMatch(
      /^The network is not clearly better than a linear model \(accuracy 81\.0 % with hard against 80\.3 %/,
    );
  });

  it("pairs seeds where each has labels of its own", async () => {
    const { results } = await resultsOf({ hard: [300, 320] }, [310, 350], { noise: "pairs:0.2" });
    const [, linear] = results.simpleBaselines!;
    expect(linear.fits.map(({ seed }) => seed)).toEqual([1, 2]);
    expect(linear.comparisons[0].difference).toBeCloseTo((300 - 310 + 320 - 350) / 800, 12);
    expect(linear.sentence).toContain("against 82.5 %; difference -5.0 points");
  });

  it("has no part in the corrections of other comparisons", async () => {
    const { without, results } = await resultsOf(three, [360]);
    expect(without.simpleBaselines).toBeUndefined();
    expect(results.verdicts).toEqual(without.verdicts);
    expect(results.recommendation).toEqual(without.recommendation);
  });

  it("is left out where it is not wanted", async () => {
    const { results } = await resultsOf(two, [360], { baselines: false });
    expect(results.simpleBaselines).toBeUndefined();
  });
});
