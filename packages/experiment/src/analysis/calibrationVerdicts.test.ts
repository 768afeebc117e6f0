// Two cases in which the words on calibration once followed something else: the mean gap, and accuracy.
import { createRandom } from "@softlabel/core";
import { describe, expect, it } from "vitest";
import { sampleResults } from "../../../../test/sampleResults.ts";
import { analysedTrial } from "./analysedTrial.fixtures.ts";
import type { AnalysedTrial } from "./analysedTrial.ts";
import { summaryOf } from "./summary.ts";
import { verdictsOf } from "./verdicts.ts";

const rows = 2000;
const seeds = [1, 2, 3, 4, 5];

/** How sure a model is of each prediction, and how often it is right. */
interface Model {
  readonly confidence: (row: number, uniform: number) => number;
  readonly accuracy: (confidence: number) => number;
}

function trialOf(method: string, seed: number, { confidence, accuracy }: Model): AnalysedTrial {
  const random = createRandom(method).fork(seed);
  const labels = new Int32Array(rows);
  const logits = new Float64Array(2 * rows);
  for (let i = 0; i < rows; i++) {
    const sure = confidence(i, random.uniform());
    labels[i] = i % 2;
    const top = random.uniform() < accuracy(sure) ? labels[i] : 1 - labels[i];
    logits[2 * i + top] = Math.log(sure / (1 - sure));
  }
  return analysedTrial({ method, seed, logits, labels, classes: 2, temperature: 1 });
}

/** The verdicts and sentences on `method` against `baseline`. */
function compare(method: Model, baseline: Model) {
  const models = { plain: baseline, other: method };
  const trials = Object.entries(models).flatMap(([name, model]) => seeds.map((seed) => trialOf(name, seed, model)));
  const context = { noun: "example", accuracyMetric: "accuracy", classes: ["no", "yes"] } as const;
  const { verdicts } = verdictsOf(["plain", "other"], trials, context);
  const {
    data,
    methods: [like],
  } = sampleResults();
  const methods = ["plain", "other"].map((name) => ({ ...like, method: name }));
  const [sentence] = summaryOf({ baseline: "plain", methods, verdicts, experiment: {}, data });
  const scores = Object.fromEntries(
    Object.keys(models).map((name) => [name, trials.find(({ trial }) => trial.method === name)!.result.test]),
  );
  return { wordOn: (metric: string) => verdicts.find((each) => each.metric === metric)!.verdict, sentence, scores };
}

describe("words on calibration", () => {
  it("call an ECE of 19 % worse than one of 1.4 %, though its mean gap is nearer to zero", () => {
    const split = { confidence: (row: number) => (row % 4 < 2 ? 0.98 : 0.6), accuracy: () => 0.79 };
    const plain = { confidence: (_: number, uniform: number) => 0.78 + 0.05 * uniform, accuracy: () => 0.79 };
    const { wordOn, sentence, scores } = compare(split, plain);
    expect(scores.other.ece).toBeGreaterThan(0.17);
    expect(scores.plain.ece).toBeLessThan(0.04);
    expect(Math.abs(scores.other.signedGap)).toBeLessThan(Math.abs(scores.plain.signedGap));
    expect(wordOn("calibrationCost")).toBe("worse");
    expect(sentence).toMatch(/^Exploratory: as trained, other is worse calibrated than plain\. /);
  });

  it("call an advantage in accuracy none in calibration", () => {
    const spread = (from: number) => ({ confidence: (_: number, uniform: number) => from + 0.18 * uniform, accuracy: (confidence: number) => confidence }); // prettier-ignore
    const { wordOn, sentence } = compare(spread(0.8), spread(0.6));
    expect(["accuracy", "nllScaled"].map(wordOn)).toEqual(["better", "better"]);
    for (const metric of ["calibrationCost", "calibrationCostScaled"])
      expect(wordOn(metric)).toMatch(/^(no difference|cannot tell)$/);
    expect(sentence).not.toMatch(/better calibrated than|advantage/);
  });
});
