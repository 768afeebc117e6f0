// The table of metrics against the scores themselves: directions, units, temperature, and where metrics are undefined.
import { describe, expect, it } from "vitest";
import { createRandom } from "../base/random.ts";
import { softmax } from "../base/softmax.ts";
import { createEvaluator, type EvaluationScores } from "./evaluator.ts";
import { describeMetric, metricKeys, metricTable, scoreNamed } from "./metricTable.ts";

const [rows, classes] = [2000, 6];

/** Scores of a model that draws the labels itself, and so is calibrated, but for the rows that it answers by chance. */
function scoresOf({ byChance, temperature = 1 }: { byChance: boolean; temperature?: number }): EvaluationScores {
  const random = createRandom("metrics");
  const logits = Float64Array.from({ length: rows * classes }, () => 2 * random.normal());
  const labels = Int32Array.from({ length: rows }, (_, i) => {
    const p = softmax(logits.slice(i * classes, (i + 1) * classes));
    let left = random.uniform();
    const drawn = p.findIndex((share) => (left -= share) < 0);
    return byChance && i % 3 === 0 ? random.integer(classes) : drawn;
  });
  return createEvaluator({ classes, temperature }).add(logits, labels).scores(createRandom(1));
}

const [poor, good] = [scoresOf({ byChance: true }), scoresOf({ byChance: false })];
const cooled = scoresOf({ byChance: false, temperature: 3 });
const ofPredictions = metricKeys.filter((key) => metricTable[key].from !== "validation");

describe("metricTable", () => {
  it.each(ofPredictions)("%s has a value that is better for a better model, in its direction", (key) => {
    const [before, after] = [poor, good].map((scores) => scoreNamed(scores, key));
    const { better } = metricTable[key];
    if (better === "neither") return;
    const advantage = better === "nearer zero" ? Math.abs(before) - Math.abs(after) : after - before;
    expect(Math.sign(better === "lower" ? -advantage : advantage)).toBe(1);
  });

  it.each(ofPredictions)("%s changes with the temperature exactly if the table says so", (key) => {
    const scaled = scoreNamed(cooled, key);
    if (metricTable[key].scales) expect(scaled).not.toBe(scoreNamed(good, key));
    else expect(scaled).toBe(scoreNamed(good, key));
  });

  it.each(ofPredictions)("%s is in its unit", (key) => {
    if (metricTable[key].unit.label === "%") expect(Math.abs(scoreNamed(poor, key))).toBeLessThanOrEqual(1);
    expect(metricTable[key].unit.scale).toBe(metricTable[key].unit.label === "%" ? 100 : 1);
  });

  it("has no number exactly where a row says so", () => {
    const two = createEvaluator({ classes: 2 });
    const right = two.add(Float64Array.of(1, 0, 0, 2), Int32Array.of(0, 1)).scores(createRandom(1));
    const wrong = createEvaluator({ classes: 2 })
      .add(Float64Array.of(1, 0, 0, 2), Int32Array.of(1, 0))
      .scores(createRandom(1));
    const missing = ofPredictions.filter((key) =>
      [right, wrong].some((scores) => Number.isNaN(scoreNamed(scores, key))),
    );
    expect(missing).toEqual(ofPredictions.filter((key) => metricTable[key].absent !== undefined));
  });

  it("names each metric once", () => {
    expect(new Set(metricKeys.map((key) => metricTable[key].name)).size).toBe(metricKeys.length);
    expect(describeMetric("meanConfidenceWrong")).toBe(
      "Confidence when wrong: mean confidence of the wrong predictions; lower is better. Null where no prediction is wrong.",
    );
  });
});
