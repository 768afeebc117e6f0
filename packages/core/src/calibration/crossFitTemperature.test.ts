// Cross-fitted temperatures: every row scaled by what the others say.
import { describe, expect, it } from "vitest";
import { createRandom } from "../base/random.ts";
import { crossFitTemperature, crossFitTemperatureInBlocks } from "./crossFitTemperature.ts";
import { fitTemperature } from "./fitTemperature.ts";

const random = createRandom("cross");
const n = 60;
const logits = Float64Array.from({ length: 3 * n }, () => 2 * random.normal());
const labels = Int32Array.from({ length: n }, (_, i) => {
  const weights = Array.from(logits.subarray(3 * i, 3 * i + 3), (z) => Math.exp(z / 2));
  let rest = random.uniform() * (weights[0] + weights[1] + weights[2]);
  return weights.findIndex((weight) => (rest -= weight) < 0);
});

describe("crossFitTemperature", () => {
  it("with as many parts as rows scales each row by the fit on all others", () => {
    const { logits: scaled } = crossFitTemperature(logits, labels, 3, createRandom(1), n);
    for (const row of [0, 17, n - 1]) {
      const others = logits.filter((_, i) => Math.floor(i / 3) !== row);
      const { temperature } = fitTemperature(
        others,
        labels.filter((_, i) => i !== row),
        3,
      );
      expect(scaled[3 * row]).toBeCloseTo(logits[3 * row] / temperature, 10);
    }
  });

  it("deals the rows into parts of nearly equal size, the same for the same seed", () => {
    const first = crossFitTemperature(logits, labels, 3, createRandom(1), 7);
    const again = crossFitTemperature(logits, labels, 3, createRandom(1), 7);
    expect(again).toEqual(first);
    const sizes = first.temperatures.map(
      (t) => labels.filter((_, i) => Math.abs(logits[3 * i] / first.logits[3 * i] - t) < 1e-9).length,
    );
    expect(sizes.sort()).toEqual([8, 8, 8, 9, 9, 9, 9]);
    expect(first.fit).toEqual(fitTemperature(logits, labels, 3));
  });

  it("gives blocks the temperatures and logits of the whole", () => {
    const cuts = [0, 7, 7, 40, n];
    const blocks = cuts
      .slice(1)
      .map((to, b) => ({ logits: logits.subarray(3 * cuts[b], 3 * to), labels: labels.subarray(cuts[b], to) }));
    const whole = crossFitTemperature(logits, labels, 3, createRandom(1), 4);
    const parts = crossFitTemperatureInBlocks(blocks, 3, createRandom(1), 4);
    parts.temperatures.forEach((t, fold) => expect(t / whole.temperatures[fold]).toBeCloseTo(1, 12));
    for (const pass of ["first", "second"]) {
      const scaled = [...parts.blocks].flatMap((block) => [...block.logits]);
      expect(scaled, pass).toHaveLength(3 * n);
      scaled.forEach((value, i) => expect(value).toBeCloseTo(whole.logits[i], 10));
    }
  });

  it("takes float32 logits", () => {
    const { fit } = crossFitTemperature(Float32Array.from(logits), labels, 3, createRandom(1));
    expect(fit.temperature).toBeCloseTo(fitTemperature(logits, labels, 3).temperature, 5);
  });

  it("refuses more parts than rows, and a single part", () => {
    const fit = (folds: number) => () => crossFitTemperature(logits, labels, 3, createRandom(1), folds);
    expect(fit(n + 1)).toThrow("at least 61 rows, one for each part, got 60");
    expect(fit(1)).toThrow("folds to be a whole number of at least 2, got 1");
  });
});
