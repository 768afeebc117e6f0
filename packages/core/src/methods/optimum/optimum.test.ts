// The optimum of a row: closed forms where there are some, and what falls forever.
import { describe, expect, it } from "vitest";
import { parseMethod } from "../method.ts";
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

  it("is the entropy of the target, whatever the classes get", () => {
    const uneven = optimumOf(parseMethod("prior:0.5,frequencies=1/2/7"), 3);
    expect(uneven.gap).toBeUndefined();
    expect(uneven.probability).toBeCloseTo(0.55, 14);
    expect(uneven.loss).toBeCloseTo(entropy([0.55, 0.1, 0.35]), 14);
    const similar = optimumOf(parseMethod("similarity:0.5,matrix=0/3/1/1/0/1/1/1/0"), 3);
    expect(similar.loss).toBeCloseTo(entropy([0.5, 0.375, 0.125]), 14);
    expect(optimumOf(parseMethod("prior:0.5,frequencies=1/0/1"), 3).loss).toBeCloseTo(entropy([0.75, 0.25]), 14);
  });

  it("may have the label below the others, or level with them", () => {
    const below = optimumOf(parseMethod("smooth:0.95,over=others"), 10);
    expect(below.gap).toBeCloseTo(Math.log((0.05 * 9) / 0.95), 12);
    expect(below.loss).toBeCloseTo(entropy([0.05, ...new Array<number>(9).fill(0.95 / 9)]), 12);
    expect(optimumOf(parseMethod("smooth:1,over=others"), 10)).toMatchObject({ gap: -Infinity, probability: 0 });
    expect(optimumOf(parseMethod("smooth:1,over=others"), 10).loss).toBeCloseTo(Math.log(9), 14);
    expect(optimumOf(parseMethod("smooth:1"), 10).gap).toBe(0);
    const held = optimumOf(parseMethod("smooth:0.95,over=others+penalty:0.000001"), 10);
    expect(held.gap).toBeCloseTo(below.gap!, 5);
    expect(held.gap).toBeGreaterThan(below.gap!);
  });

  it.each([
    ["smooth:1e-14", Math.log(1 + 10 * (1e14 - 1))],
    ["margin:5,margin=40", 40],
    ["penalty:0.01", 100],
    ["negative+logit-penalty", 0.2 / 0.002],
  ])("is finite far beyond the gaps of which anything shows in probabilities: %s", (text, gap) => {
    expect(optimumOf(parseMethod(text), 10).gap).toBeCloseTo(gap, 9);
  });

  it.each(["bi-tempered", "bi-tempered:t1=0.2,t2=4", "bi-tempered:t1=0.99,t2=4", "gce:0.01", "sce", "brier"])(
    "is a limit of 0 for %s, however slowly it is reached",
    (text) => {
      const { gap, loss } = optimumOf(parseMethod(text), 10);
      expect(gap).toBe(Infinity);
      expect(loss).toBeGreaterThanOrEqual(0);
      expect(loss).toBeLessThan(1e-40);
    },
  );

  it("does not depend on the length of LogitNorm's logits", () => {
    const inDirection = Math.log1p(9 * Math.exp(-Math.sqrt(10 / 9) / 0.5));
    const { loss, ...rest } = optimumOf(parseMethod("logit-norm:0.5"), 10);
    expect(loss).toBeCloseTo(inDirection, 12);
    expect(rest).toEqual({});
  });

  it("of a penalty that holds back less than a slow loss falls is that of the loss alone", () => {
    // The entropy counts only near equal probabilities; the tail of the softmax goes on falling where it no longer does.
    expect(optimumOf(parseMethod("bi-tempered:t1=0.2,t2=4+penalty:0.01"), 10).gap).toBe(Infinity);
    expect(optimumOf(parseMethod("bi-tempered:t1=0.2,t2=4+penalty:100"), 10).gap).toBeLessThan(0.001);
  });

  it("is infinitely far away under losses that hard labels minimise", () => {
    for (const text of ["hard", "focal", "brier", "gce", "bi-tempered", "z-loss"]) {
      const { gap, loss } = optimumOf(parseMethod(text), 10);
      expect(gap, text).toBe(Infinity);
      expect(Math.abs(loss), text).toBeLessThan(1e-15);
    }
    expect(optimumOf(parseMethod("negative"), 10).loss).toBe(-Infinity);
  });

  it("balances a logit penalty against cross-entropy: β z = e_y - p", () => {
    const { gap, probability } = optimumOf(parseMethod("logit-penalty:0.01"), 2);
    // With two classes the best logits are ±gap/2.
    expect((0.01 * gap!) / 2).toBeCloseTo(1 - probability!, 9);
  });

  it.each(["prior:0.5,frequencies=1/2/7+penalty", "logit-norm+z-loss"])(
    "refuses %s, where the search would be wide",
    (text) => {
      expect(() => optimumOf(parseMethod(text), 3)).toThrow(
        "optimumOf: expected penalties only on a loss that notices ",
      );
    },
  );

  it("refuses a single class", () => {
    expect(() => optimumOf(parseMethod("hard"), 1)).toThrow("optimumOf: expected classes to be a whole number from 2");
  });
});
