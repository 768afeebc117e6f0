// Scores by kernel against those of core's metrics.
import { describe, expect, it } from "vitest";
import { scoreExamples } from "@softlabel/core";
import { createRandom } from "../base/random.ts";
import { scoreLogits } from "./scoreLogits.ts";

describe("scoreLogits", () => {
  it.each([2, 3, 10, 33, 128, 129, 1000, 4099])("scores as scoreExamples does, %i classes", (classes) => {
    const rows = 23;
    const random = createRandom(`scoreLogits ${classes}`);
    const logits = Float32Array.from({ length: rows * classes }, () => 3 * random.normal());
    const labels = Int32Array.from({ length: rows }, () => random.integer(classes));
    for (let row = 0; row < rows; row += 2) logits[row * classes + labels[row]] += 15;
    const before = logits.slice();
    const got = scoreLogits(logits, labels, classes);
    const wanted = scoreExamples(Float64Array.from(logits), labels, classes);
    labels.forEach((label, i) => {
      expect(got.predicted[i] === label ? 1 : 0).toBe(wanted.correct[i]);
      for (const [name, limit] of [["confidence", 5e-7] as const, ["nll", 2e-6] as const, ["brier", 4e-6] as const])
        expect(Math.abs(got[name][i] / wanted[name][i] - 1), `${name} of row ${i}`).toBeLessThan(limit);
    });
    expect(logits).toEqual(before);
  });

  it("gives a tie to the lowest class", () => {
    for (const classes of [5, 300]) {
      const logits = new Float32Array(4 * classes).fill(-1);
      for (let row = 0; row < 4; row++) logits[row * classes + row] = logits[row * classes + classes - 1] = 2;
      expect(Array.from(scoreLogits(logits, new Int32Array(4), classes).predicted)).toEqual([0, 1, 2, 3]);
    }
  });

  it("takes more rows than one copy holds", () => {
    const random = createRandom("many");
    const logits = Float32Array.from({ length: 50_001 * 4 }, () => random.normal());
    const labels = Int32Array.from({ length: 50_001 }, () => random.integer(4));
    const { nll } = scoreLogits(logits, labels, 4);
    const wanted = scoreExamples(logits, labels, 4).nll;
    expect(nll.reduce((most, value, i) => Math.max(most, Math.abs(value - wanted[i])), 0)).toBeLessThan(2e-6);
  });

  it("refuses what is not a prediction", () => {
    expect(() => scoreLogits(new Float32Array(4), new Int32Array([0, 2]), 2)).toThrow(
      "the label of row 1 to be from 0 to 1",
    );
    expect(() => scoreLogits(new Float32Array([0, NaN]), new Int32Array(1), 2)).toThrow("finite logits");
  });
});
