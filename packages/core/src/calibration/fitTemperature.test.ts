// Temperatures against the reference, simulated data and every edge case.
import { describe, expect, it } from "vitest";
import { readReference } from "../../../../test/reference.ts";
import type { PredictionBlock } from "../base/predictions.ts";
import { createRandom } from "../base/random.ts";
import { fitTemperature, fitTemperatureInBlocks } from "./fitTemperature.ts";
import { scaleLogits } from "./scaleLogits.ts";
import { temperatureLoss } from "./temperatureLoss.ts";

/** NLL by its definition, at a temperature. */
function nll(logits: Float64Array, labels: Int32Array, classes: number, temperature: number): number {
  return temperatureLoss([{ logits, labels }], classes, 1 / temperature).value;
}

/** Predictions cut into blocks of so many rows. */
function blocksOf(logits: Float64Array, labels: Int32Array, classes: number, size: number): PredictionBlock[] {
  return Array.from({ length: Math.ceil(labels.length / size) }, (_, b) => ({
    logits: logits.subarray(b * size * classes, (b + 1) * size * classes),
    labels: labels.subarray(b * size, (b + 1) * size),
  }));
}

/** Logits and labels drawn from softmax(logits / temperature). */
function drawn(temperature: number, n: number, seed: number): { logits: Float64Array; labels: Int32Array } {
  const random = createRandom(seed);
  const logits = Float64Array.from({ length: 3 * n }, () => 2 * random.normal());
  const labels = Int32Array.from({ length: n }, (_, i) => {
    const weights = Array.from(logits.subarray(3 * i, 3 * i + 3), (z) => Math.exp(z / temperature));
    let rest = random.uniform() * (weights[0] + weights[1] + weights[2]);
    return weights.findIndex((weight) => (rest -= weight) < 0);
  });
  return { logits, labels };
}

describe("fitTemperature on fixture B", () => {
  const { probs, labels } = readReference<{ B: { probs: number[][]; labels: number[] } }>("evaluation_fixtures.json").B;
  const logits = Float64Array.from(probs.flat(), Math.log);
  const y = Int32Array.from(labels);

  it("finds the optimum that scikit-learn finds", () => {
    const { temperature, interval, warning } = fitTemperature(logits, y, 4);
    expect(temperature).toBeCloseTo(1.4120726185, 9);
    expect(nll(logits, y, 4, temperature)).toBeCloseTo(1.1785671, 7);
    expect(interval[0]).toBeLessThan(temperature);
    expect(interval[1]).toBeGreaterThan(temperature);
    expect(warning).toBeUndefined();
  });

  it.each([1e-3, 0.1, 30, 1e3])("scales with the logits: times %d", (scale) => {
    const { temperature, interval } = fitTemperature(
      logits.map((z) => z * scale),
      y,
      4,
    );
    expect(temperature / scale).toBeCloseTo(1.4120726185, 9);
    expect(interval[0] / scale).toBeCloseTo(1.1351385879529, 9);
  });

  it("ends its interval where twice the log-likelihood falls by 3.84", () => {
    const { temperature, interval } = fitTemperature(logits, y, 4);
    const best = nll(logits, y, 4, temperature);
    for (const end of interval)
      expect(2 * y.length * (nll(logits, y, 4, end) - best)).toBeCloseTo(3.841458820694124, 6);
    // the likelihood is skewed: the interval reaches farther above than below
    expect(interval[1] - temperature).toBeGreaterThan(1.2 * (temperature - interval[0]));
  });

  it("takes float32 logits and does not change with a shift of rows", () => {
    expect(fitTemperature(Float32Array.from(logits), y, 4).temperature).toBeCloseTo(1.4120726185, 5);
    const shifted = logits.map((z, i) => z + 1000 * (Math.floor(i / 4) % 2));
    expect(fitTemperature(shifted, y, 4).temperature).toBeCloseTo(1.4120726185, 9);
  });
});

describe("fitTemperature", () => {
  it.each([0.4, 1, 2.5])("finds the temperature %d that labels were drawn at", (temperature) => {
    const { logits, labels } = drawn(temperature, 5000, 7);
    const fit = fitTemperature(logits, labels, 3);
    expect(Math.abs(fit.temperature / temperature - 1)).toBeLessThan(0.08);
    expect(fit.warning).toBeUndefined();
  });

  it("covers the true temperature about 95 % of the time", () => {
    const fits = Array.from({ length: 200 }, (_, seed) => drawn(1.5, 200, seed)).map(({ logits, labels }) =>
      fitTemperature(logits, labels, 3),
    );
    const covered = fits.filter(({ interval: [low, high] }) => low <= 1.5 && 1.5 <= high).length;
    expect(covered / 200).toBeGreaterThan(0.9);
    expect(covered / 200).toBeLessThan(0.99);
  });

  it("stands at a minimum: any other temperature fits worse", () => {
    const { logits, labels } = drawn(2, 300, 3);
    const { temperature } = fitTemperature(logits, labels, 3);
    const best = nll(logits, labels, 3, temperature);
    for (const factor of [0.9, 0.999, 1.001, 1.1])
      expect(nll(logits, labels, 3, temperature * factor)).toBeGreaterThan(best);
  });

  it("sharpens perfectly separated logits only until all labels together are as likely as not", () => {
    const logits = Float64Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? 1 : 0));
    const { temperature, interval, warning } = fitTemperature(logits, new Int32Array(50), 2);
    expect(warning).toContain("perfectly separated");
    expect(temperature).toBeLessThan(1);
    expect(50 * nll(logits, new Int32Array(50), 2, temperature)).toBeCloseTo(Math.LN2, 9);
    expect(interval[0]).toBeLessThan(temperature);
    expect(interval[1]).toBeGreaterThan(temperature);
  });

  it("leaves separated logits that are sure enough as they are", () => {
    const fit = fitTemperature(new Float64Array([20, 0, 0, 20]), new Int32Array([0, 1]), 2);
    expect(fit.temperature).toBe(1);
    expect(fit.warning).toContain("each of the 2 labels has its row's largest logit");
    const { warning } = fitTemperature(new Float64Array([20, 0]), new Int32Array([0]), 2);
    expect(warning).toContain("the only label has its row's largest logit");
  });

  it("takes labels that tie for the largest logit to be separated", () => {
    const fit = fitTemperature(new Float64Array([1, 1, 1, 0]), new Int32Array([1, 0]), 2);
    expect(fit.warning).toContain("perfectly separated");
    expect(fit.temperature).toBeGreaterThan(0);
  });

  it.each([
    ["points the wrong way", [1, 0, 0, 1], [1, 0]],
    ["is as often right as wrong", [1, 0, 1, 0], [1, 0]],
  ])("caps the temperature above and says so where the logits %s", (_, logits, labels) => {
    const fit = fitTemperature(Float64Array.from(logits), Int32Array.from(labels), 2);
    expect(fit.temperature).toBeCloseTo(Math.exp(10), 3);
    expect(fit.warning).toContain("the logits say nothing about the labels");
  });

  it("says that the best temperature is out of reach", () => {
    const { logits, labels } = drawn(1, 100, 1);
    const fit = fitTemperature(
      logits.map((z) => z * 1e6),
      labels,
      3,
    );
    expect(fit.temperature).toBeCloseTo(Math.exp(10), 3);
    expect(fit.warning).toBe("the best temperature is beyond 22000, where it was capped");
  });

  it("leaves equal logits at 1 and says so", () => {
    const fit = fitTemperature(new Float64Array([3, 3, 5, 5]), new Int32Array([0, 1]), 2);
    expect(fit.temperature).toBe(1);
    expect(fit.warning).toContain("all logits of every row are equal");
    expect(fit.interval.every(Number.isFinite)).toBe(true);
  });

  it("refuses logits that are not finite", () => {
    const logits = new Float64Array([0, NaN]);
    expect(() => fitTemperature(logits, new Int32Array([0]), 2)).toThrow(
      'fitTemperature: expected finite logits, got "NaN in row 0',
    );
  });
});

describe("fitTemperatureInBlocks", () => {
  it.each([1, 7, 64, 499, 500])("fits blocks of %d rows as it fits all at once", (size) => {
    const { logits, labels } = drawn(1.7, 500, 11);
    const blocks = blocksOf(logits, labels, 3, size);
    const [whole, parts] = [fitTemperature(logits, labels, 3), fitTemperatureInBlocks(blocks, 3)];
    expect(parts.temperature / whole.temperature).toBeCloseTo(1, 13);
    expect(parts.interval[0] / whole.interval[0]).toBeCloseTo(1, 9);
    expect(parts.interval[1] / whole.interval[1]).toBeCloseTo(1, 9);
  });

  it("is not misled by a first block that says nothing, or that is perfectly separated", () => {
    const { logits, labels } = drawn(0.6, 300, 12);
    const whole = (first: PredictionBlock) => [first, { logits, labels }];
    const flat = { logits: new Float64Array(9), labels: new Int32Array(3) };
    const sure = { logits: Float64Array.of(90, 0, 0), labels: new Int32Array(1) };
    for (const first of [flat, sure]) {
      const together = {
        logits: Float64Array.from([...first.logits, ...logits]),
        labels: Int32Array.from([...first.labels, ...labels]),
      };
      const { temperature } = fitTemperature(together.logits, together.labels, 3);
      expect(fitTemperatureInBlocks(whole(first), 3).temperature / temperature).toBeCloseTo(1, 12);
    }
  });

  it("warns of all rows together, and skips empty blocks", () => {
    const empty = { logits: new Float64Array(0), labels: new Int32Array(0) };
    const right = { logits: Float64Array.of(1, 0), labels: Int32Array.of(0) };
    const wrong = { logits: Float64Array.of(1, 0), labels: Int32Array.of(1) };
    expect(fitTemperatureInBlocks([empty, right, right], 2).warning).toContain("each of the 2 labels");
    expect(fitTemperatureInBlocks([right, empty, right, right, wrong], 2)).toEqual(
      fitTemperature(Float64Array.of(1, 0, 1, 0, 1, 0, 1, 0), Int32Array.of(0, 0, 0, 1), 2),
    );
    expect(() => fitTemperatureInBlocks([empty], 2)).toThrow("fitTemperatureInBlocks: expected at least one example");
  });

  it("names the block of what it refuses", () => {
    const good = { logits: Float64Array.of(1, 0), labels: Int32Array.of(0) };
    const bad = { logits: Float64Array.of(NaN, 0), labels: Int32Array.of(0) };
    expect(() => fitTemperatureInBlocks([good, bad], 2)).toThrow(
      'in the block after 1 rows: expected finite logits, got "NaN in row 0, class 0"',
    );
  });
});

describe("temperatureLoss", () => {
  it("has the slope and curvature of its values", () => {
    const { logits, labels } = drawn(1, 20, 5);
    const at = (beta: number) => temperatureLoss([{ logits, labels }], 3, beta);
    const h = 1e-5;
    expect(at(0.7).slope).toBeCloseTo((at(0.7 + h).value - at(0.7 - h).value) / (2 * h), 8);
    expect(at(0.7).curvature).toBeCloseTo((at(0.7 + h).slope - at(0.7 - h).slope) / (2 * h), 8);
  });
});

describe("scaleLogits", () => {
  it("keeps the type of array", () => {
    expect(scaleLogits(new Float32Array([3, -1]), 2)).toEqual(new Float32Array([1.5, -0.5]));
  });

  it("refuses a temperature of 0", () => {
    expect(() => scaleLogits(new Float64Array([1]), 0)).toThrow("temperature to be a number above 0, got 0");
  });
});
