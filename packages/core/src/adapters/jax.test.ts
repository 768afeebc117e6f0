// Every method as a loss of jax-js arrays, and the losses with optax's names.
import { grad, hessian, jit, numpy as np, vmap } from "@jax-js/jax";
import { describe, expect, it } from "vitest";
import { parseMethod } from "../methods/method.ts";
import { methodLoss as core } from "../methods/methodLoss.ts";
import { polyRule } from "../methods/poly.ts";
import {
  methodLoss,
  polyLossCrossEntropy,
  relax,
  sigmoidBinaryCrossEntropy,
  sigmoidFocalLoss,
  smooth,
  smoothLabels,
  softmaxCrossEntropy,
  softmaxCrossEntropyWithIntegerLabels,
  type ArrayLoss,
} from "./jax.ts";
import {
  classes,
  largestDifference,
  methodCase,
  methodTexts,
  reference,
  rows,
  targetRows,
} from "./methods.fixtures.ts";

/** jax-js's own exp and log, of which its softmax is made, are good to a few units of the sixth digit. */
const tolerance = 1e-4;

const arrayOf = (numbers: Float32Array): np.Array => np.array(numbers).reshape([rows, classes]);

/** An array's numbers, in one row. */
const numbersOf = (array: np.Array): number[] => array.ravel().js() as number[];

/** A loss's gradient by jax-js, of the sum over rows. */
const slopeOf = (loss: ArrayLoss, labels: np.Array) => grad((z: np.Array) => np.sum(loss(z, labels.ref)));

describe("a method's loss of arrays", () => {
  it.each(methodTexts)("%s is the reference's, value and gradient", (text) => {
    const { method, logits, labels, teacher, value, gradient } = methodCase(text, (normal) => 2 * normal);
    const [z, given, loss] = [
      arrayOf(logits),
      np.array(labels),
      methodLoss(method, { teacher: () => arrayOf(teacher) }),
    ];
    expect(largestDifference(numbersOf(loss(z.ref, given.ref)), value)).toBeLessThan(tolerance);
    expect(largestDifference(numbersOf(slopeOf(loss, given)(z)), gradient)).toBeLessThan(tolerance);
  });

  it.each(methodTexts)("%s is the reference's for logits of ±10,000", (text) => {
    const { method, logits, labels, teacher, value, gradient } = methodCase(text, (normal) =>
      normal > 0 ? 1e4 : -1e4,
    );
    const [z, given, loss] = [
      arrayOf(logits),
      np.array(labels),
      methodLoss(method, { teacher: () => arrayOf(teacher) }),
    ];
    expect(largestDifference(numbersOf(loss(z.ref, given.ref)), value)).toBeLessThan(tolerance);
    expect(largestDifference(numbersOf(slopeOf(loss, given)(z)), gradient)).toBeLessThan(tolerance);
  });
});

describe("gradients that jax-js makes of the value", () => {
  const cases = [
    ["bi-tempered:t1=0.5,t2=1", [1e4, -1e4, 0]],
    ["bi-tempered:t1=0.5,t2=1", [-1e4, 5, 3]],
    ["bi-tempered:t1=0.5,t2=1.2", [1e4, -1e4, 0]],
    ["bi-tempered:t1=0.999999,t2=1.0001", [0, 2.3, 1.1]],
    ["bi-tempered", [1, 0, -Infinity]],
    ["gce:1e-6", [0, 2.3, 1.1]],
    ["gce:0.5", [1e4, -1e4, 0]],
    ["gce:0.5", [1, 0, -Infinity]],
    ["logit-norm:0.5", [0, 0, 0]],
  ] as const;
  const each = cases.flatMap(([text, z]) => [0, 1].map((label) => ({ text, z, label })));
  it.each(each)("$text are the reference's at $z, label $label", ({ text, z, label }) => {
    const given = np.array([label], { dtype: np.int32 });
    const expected = core(text).evaluate(Float64Array.from(z), Int32Array.of(label), [1, 3]);
    const got = numbersOf(slopeOf(methodLoss(text), given.ref)(np.array([[...z]])));
    expect(largestDifference(got, expected.gradient)).toBeLessThan(tolerance);
    const [value] = numbersOf(methodLoss(text)(np.array([[...z]]), given));
    expect(Math.abs(value - expected.value)).toBeLessThan(tolerance);
  });
});

describe("a loss of arrays", () => {
  const labels = () => np.array([0, 2], { dtype: np.int32 });
  const logits = () =>
    np.array([
      [1, 0, -1],
      [0, 2, 0],
    ]);

  it("uses up what it is given, and nothing else", () => {
    const [z, given] = [logits(), labels()];
    relax(0.1)(z.ref, given.ref).dispose();
    expect([z.refCount, given.refCount]).toEqual([1, 1]);
  });

  it.each(methodTexts)("%s leaves a row out whatever its logits are", (text) => {
    const given = methodCase(text, (normal) => normal);
    const [z, teacher] = [given.logits.slice(), given.teacher.slice()];
    z.set([-Infinity, NaN, Infinity], (rows - 1) * classes);
    teacher.set([NaN], (rows - 1) * classes);
    const loss = methodLoss(given.method, { teacher: () => arrayOf(teacher) });
    const value = numbersOf(loss(arrayOf(z), np.array(given.labels)));
    const gradient = numbersOf(slopeOf(loss, np.array(given.labels))(arrayOf(z)));
    expect([value[rows - 1], ...gradient.slice(-classes)].map(Math.abs)).toEqual(new Array(classes + 1).fill(0));
    expect(largestDifference(value, given.value)).toBeLessThan(tolerance);
  });

  it("refuses mixed rows where the method does not take them, as core does, and uses one-hot ones up", () => {
    const mixed = [
      [1, 0, 0],
      [0.5, 0.5, 0],
    ];
    expect(() => relax(0.1)(logits(), np.array(mixed))).toThrow(/target row 1 to be one-hot, got 0.5/);
    const loss = relax(0.1);
    loss(logits(), labels()).dispose();
    expect(() => grad((z: np.Array) => np.sum(loss(z, np.array(mixed))))(logits())).toThrow(/one-hot/);
    const oneHot = np.array([
      [1, 0, 0],
      [0, 0, 1],
    ]);
    expect(loss(logits(), oneHot.ref).js()).toEqual(loss(logits(), labels()).js());
    expect(oneHot.refCount).toBe(1);
  });

  it("is the same inside jit, and in vmap row by row", () => {
    const loss = smooth(0.1);
    const plain = loss(logits(), labels()).js() as number[];
    const compiled = jit((z: np.Array, y: np.Array) => loss(z, y))(logits(), labels()).js() as number[];
    const mapped = vmap((z: np.Array, y: np.Array) => loss(z, y))(logits(), labels()).js() as number[];
    plain.forEach((value, row) => {
      expect(compiled[row]).toBeCloseTo(value, 5);
      expect(mapped[row]).toBeCloseTo(value, 5);
    });
  });

  it("takes one-hot rows, and positions in any number of dimensions", () => {
    const oneHot = np.array([
      [1, 0, 0],
      [0, 0, 1],
    ]);
    expect(smooth(0.1)(logits(), oneHot).js()).toEqual(smooth(0.1)(logits(), labels()).js());
    const stacked = smooth(0.1)(logits().reshape([2, 1, 3]), labels().reshape([2, 1]));
    expect(stacked.shape).toEqual([2, 1]);
    expect(stacked.reshape([2]).js()).toEqual(smooth(0.1)(logits(), labels()).js());
  });

  it("has second derivatives", () => {
    const loss = softmaxCrossEntropy;
    const of = (z: np.Array): np.Array => np.sum(loss(z.reshape([1, 3]), np.array([0], { dtype: np.int32 })));
    const z = [1, 0, -1];
    const total = z.reduce((sum, logit) => sum + Math.exp(logit), 0);
    const p = z.map((logit) => Math.exp(logit) / total);
    const second = hessian(of)(np.array(z)).js() as number[][];
    second.forEach((row, i) =>
      row.forEach((value, j) => expect(value).toBeCloseTo((i === j ? p[i] : 0) - p[i] * p[j], 5)),
    );
  });

  it("is told at every call how far the training is", () => {
    const method = parseMethod("negative:-0.4,warmup=2");
    let epoch = 1;
    const loss = methodLoss(method, { progress: () => ({ epoch, epochs: 4 }) });
    const given = methodCase("negative", (normal) => normal);
    for (epoch = 1; epoch <= 4; epoch++) {
      const targets = new Float64Array(rows * classes);
      targets.set(method.targetsAt!({ epoch, epochs: 4 }, given.labels.subarray(0, -1), classes));
      const { value } = reference(method, given.logits, targets);
      const got = numbersOf(loss(arrayOf(given.logits), np.array(given.labels)));
      expect(largestDifference(got, value)).toBeLessThan(tolerance);
    }
  });

  it("refuses labels that fit neither as rows nor as indices", () => {
    const three = np.array([0, 1, 2], { dtype: np.int32 });
    expect(() => smooth(0.1)(logits(), three)).toThrow(/class indices of shape \[2\], got \[3\]/);
  });
});

describe("optax's losses", () => {
  const { logits, labels } = methodCase("hard", (normal) => 2 * normal);
  const z = () => arrayOf(logits);

  it("softmaxCrossEntropy, with integer labels and with smoothed ones", () => {
    const [hard, soft] = ["hard", "smooth:0.2"].map((text) => {
      const method = parseMethod(text);
      return reference(method, logits, targetRows(method, labels)).value;
    });
    const integers = numbersOf(softmaxCrossEntropyWithIntegerLabels(z(), np.array(labels)));
    expect(largestDifference(integers, hard)).toBeLessThan(tolerance);
    const oneHot = targetRows(parseMethod("hard"), labels);
    const smoothed = smoothLabels(arrayOf(Float32Array.from(oneHot)), 0.2);
    const value = numbersOf(softmaxCrossEntropy(z(), smoothed));
    expect(largestDifference(value.slice(0, -1), soft.slice(0, -1))).toBeLessThan(tolerance);
  });

  it("polyLossCrossEntropy", () => {
    const method = { ...parseMethod("hard"), loss: polyRule(0.5) };
    const { value } = reference(method, logits, targetRows(method, labels));
    const got = numbersOf(polyLossCrossEntropy(z(), np.array(labels), 0.5));
    expect(largestDifference(got, value)).toBeLessThan(tolerance);
  });

  it("sigmoidBinaryCrossEntropy and sigmoidFocalLoss", () => {
    const [scores, marks] = [Float64Array.of(-3, -0.5, 0, 2, 1e4, -1e4), Float64Array.of(0, 1, 1, 0, 1, 1)];
    const cross = scores.map((s, i) => Math.max(s, 0) - s * marks[i] + Math.log1p(Math.exp(-Math.abs(s))));
    const given = () => [np.array(Float32Array.from(scores)), np.array(Float32Array.from(marks))] as const;
    expect(largestDifference(numbersOf(sigmoidBinaryCrossEntropy(...given())), cross)).toBeLessThan(tolerance);
    const focal = scores.map((s, i) => {
      const p = 1 / (1 + Math.exp(-s));
      const missed = marks[i] === 1 ? 1 - p : p;
      return (marks[i] === 1 ? 0.25 : 0.75) * missed ** 3 * cross[i];
    });
    const got = numbersOf(sigmoidFocalLoss(...given(), { gamma: 3, alpha: 0.25 }));
    expect(largestDifference(got, focal)).toBeLessThan(tolerance);
  });

  it("sigmoidFocalLoss of labels between 0 and 1 is optax's, value and gradient", () => {
    const marks = [0, 1e-6, 0.3, 0.5, 0.9, 1];
    const [scores, given] = [[-1e4, -30, -2, 0, 2, 30, 1e4], { gamma: 1.5, alpha: 0.25 }];
    const sigma = (s: number): number => 1 / (1 + Math.exp(-s));
    const softplus = (s: number): number => Math.max(s, 0) + Math.log1p(Math.exp(-Math.abs(s)));
    const optax = (s: number, y: number): { value: number; gradient: number } => {
      const [cross, missed] = [softplus(s) - s * y, y * sigma(-s) + (1 - y) * sigma(s)];
      const [weight, factor] = [0.25 * y + 0.75 * (1 - y), missed ** 1.5];
      const slope = missed === 0 ? 0 : (1.5 * factor * (1 - 2 * y) * sigma(s) * sigma(-s) * cross) / missed;
      return { value: weight * factor * cross, gradient: weight * (factor * (sigma(s) - y) + slope) };
    };
    const far = (got: np.Array, expected: number) => largestDifference(numbersOf(got), Float64Array.of(expected));
    for (const [s, y] of marks.flatMap((y) => scores.map((s) => [s, y] as const))) {
      const loss = (z: np.Array) => sigmoidFocalLoss(z, np.array([y]), given);
      const { value, gradient } = optax(s, y);
      expect(far(loss(np.array([s])), value)).toBeLessThan(tolerance);
      expect(far(grad((z: np.Array) => np.sum(loss(z)))(np.array([s])), gradient)).toBeLessThan(tolerance);
    }
  });

  it.each([
    [() => smoothLabels(z(), 1.5), /alpha to be a number from 0 to 1, got 1.5/],
    [() => polyLossCrossEntropy(z(), np.array(labels), -2), /epsilon/],
    [() => sigmoidFocalLoss(z(), z(), { gamma: -1 }), /gamma.*got -1/],
    [() => sigmoidFocalLoss(z(), z(), { alpha: 2 }), /alpha.*got 2/],
  ])("refuse what is out of range", (call, message) => {
    expect(call).toThrow(message);
  });
});
