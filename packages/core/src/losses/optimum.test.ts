// The optimum of a row: closed forms where there are some, and what falls for ever.
import { describe, expect, it } from "vitest";
import { parseMethod } from "./method.ts";
import { optimumOf } from "./optimum.ts";

const entropy = (row: readonly number[]): number => -row.reduce((sum, q) => sum + q * Math.log(q), 0);

describe("optimumOf", () => {
  it.each([
    [0.1, 10],
    [0.5, 3],
    [0.01, 1000],
  ])("is log(1 + K(1-α)/α) under smoothing over all: α %d, K %d", (alpha, classes) => {
    const { gap, probability, loss } = optimumOf(parseMethod(`smooth:${alpha}`), classes);
    expect(gap).toBeCloseTo(Math.log(1 + (classes * (1 - alpha)) / alpha), 9);
    expect(probability).toBeCloseTo(1 - alpha + alpha / classes, 9);
    const rest = new Array<number>(classes - 1).fill(alpha / classes);
    expect(loss).toBeCloseTo(entropy([1 - alpha + alpha / classes, ...rest]), 9);
  });

  it("is the nearest edge of label relaxation's set, where the loss is zero", () => {
    const { gap, probability, loss } = optimumOf(parseMethod("relax:0.2"), 5);
    expect(gap).toBeCloseTo(Math.log((0.8 * 4) / 0.2), 9);
    expect(probability).toBeCloseTo(0.8, 9);
    expect(loss).toBeCloseTo(0, 12);
  });

  it("lies infinitely far away under losses that hard labels minimise", () => {
    for (const text of ["hard", "focal", "brier", "gce", "bi-tempered", "z-loss"]) {
      const { gap, loss } = optimumOf(parseMethod(text), 10);
      expect(gap, text).toBe(Infinity);
      expect(Math.abs(loss), text).toBeLessThan(0.2);
    }
    expect(optimumOf(parseMethod("negative"), 10).loss).toBe(-Infinity);
  });

  it("balances a logit penalty against cross-entropy: β z = e_y - p", () => {
    const { gap, probability } = optimumOf(parseMethod("logit-penalty:0.01"), 2);
    // With two classes the best logits are ±gap/2.
    expect((0.01 * gap) / 2).toBeCloseTo(1 - probability, 9);
  });

  it("refuses a single class", () => {
    expect(() => optimumOf(parseMethod("hard"), 1)).toThrow("optimumOf: expected classes to be a whole number from 2");
  });
});
