// Out-of-distribution detection against brute force and the conventions at ties.
import { describe, expect, it } from "vitest";
import { createRandom } from "../../base/random.ts";
import { scoreExamples } from "../scoreExamples.ts";
import { detectionScores } from "./detectionScores.ts";
import { oodAurocScore } from "./oodAurocScore.ts";
import { oodAveragePrecisionScore } from "./oodAveragePrecisionScore.ts";
import { oodFalsePositiveError } from "./oodFalsePositiveError.ts";

/** Scores with many ties. */
function drawn(n: number, shift: number): Float64Array {
  const random = createRandom(`shift ${shift}`);
  return Float64Array.from({ length: n }, () => Math.round(4 * (random.normal() + shift)));
}

const inside = drawn(80, 1);
const outside = drawn(50, 0);
const share = (scores: Float64Array, threshold: number): number => scores.filter((s) => s >= threshold).length;

describe("out-of-distribution detection", () => {
  it("counts pairs for the AUROC", () => {
    let pairs = 0;
    for (const a of inside) for (const b of outside) pairs += a > b ? 1 : a === b ? 0.5 : 0;
    expect(oodAurocScore(inside, outside)).toBeCloseTo(pairs / (80 * 50), 12);
    expect(oodAurocScore(outside, inside)).toBeCloseTo(1 - pairs / (80 * 50), 12);
  });

  it("takes the highest threshold that accepts enough", () => {
    const threshold = Math.max(...inside.filter((t) => share(inside, t) >= 0.95 * 80));
    expect(oodFalsePositiveError(inside, outside)).toBe(share(outside, threshold) / 50);
  });

  it("accepts scores that equal the threshold, and exactly 95 % where that is a whole number", () => {
    const known = Float64Array.from({ length: 20 }, (_, i) => i);
    expect(oodFalsePositiveError(known, Float64Array.of(1, 0.5))).toBe(0.5);
    expect(oodFalsePositiveError(known, Float64Array.of(1, 0.5), 1)).toBe(1);
  });

  it.each([
    ["in", inside, outside],
    ["out", outside.map((s) => -s), inside.map((s) => -s)],
  ] as const)("sums precision over recall with %s as positive", (positive, found, other) => {
    let [sum, before] = [0, 0];
    for (const threshold of [...new Set(found)].sort((a, b) => b - a)) {
      const recalled = share(found, threshold);
      sum += ((recalled - before) / found.length) * (recalled / (recalled + share(other, threshold)));
      before = recalled;
    }
    expect(oodAveragePrecisionScore(inside, outside, positive)).toBeCloseTo(sum, 12);
  });

  it("refuses an empty group, a score that is not finite and an unknown class", () => {
    expect(() => oodAurocScore(inside, new Float64Array(0))).toThrow(
      "out-of-distribution: expected at least one score",
    );
    expect(() => oodFalsePositiveError(Float64Array.of(NaN), outside)).toThrow(
      "in-distribution: expected finite scores",
    );
    expect(() => oodAveragePrecisionScore(inside, outside, "outt" as "out")).toThrow("one of out, in");
  });
});

describe("detectionScores", () => {
  const random = createRandom("logits");
  const logits = Float64Array.from({ length: 60 }, () => 3 * random.normal());

  it("gives log of the confidence, or the largest logit", () => {
    const { confidence } = scoreExamples(logits, new Int32Array(20), 3);
    const scores = detectionScores(logits, 3);
    const largest = detectionScores(logits, 3, "max-logit");
    confidence.forEach((c, i) => {
      expect(scores[i]).toBeCloseTo(Math.log(c), 12);
      expect(largest[i]).toBe(Math.max(...logits.subarray(3 * i, 3 * i + 3)));
    });
  });

  it("still ranks rows whose confidence is 1", () => {
    const [higher, sure] = detectionScores(new Float64Array([60, 0, 50, 0]), 2);
    expect(higher).toBeGreaterThan(sure);
    expect(1 + sure).toBe(1);
  });

  it("refuses what it cannot score", () => {
    expect(() => detectionScores(logits, 7)).toThrow('rows of 7 logits, got "60 logits"');
    expect(() => detectionScores(Float64Array.of(0, NaN), 2)).toThrow('finite logits, got "NaN in row 0, class 1"');
    expect(() => detectionScores(logits, 3, "max-logits" as "max-logit")).toThrow("one of max-logit, max-probability");
  });
});
