// Six published implementations of label smoothing, restated, against our options, and the numbers printed with them.
import { describe, expect, it } from "vitest";
import { publishedCases } from "../../../../test/referenceCases.ts";
import { checkLabels } from "../targets/labels.ts";
import { oneHot } from "../targets/oneHot.ts";
import { smoothLabels } from "../targets/smoothing.ts";
import { crossEntropyLike } from "./conventions.ts";
import { crossEntropy } from "./crossEntropy.ts";
import { weightExamples } from "./exampleWeights.ts";
import type { Reduction } from "./loss.ts";

type Rows = readonly (readonly number[])[];

const sum = (numbers: readonly number[]): number => numbers.reduce((total, value) => total + value, 0);
const mean = (numbers: readonly number[]): number => sum(numbers) / numbers.length;

function logSoftmax(row: readonly number[]): number[] {
  const level = Math.log(sum(row.map(Math.exp)));
  return row.map((z) => z - level);
}

/** -Σ w_c q_c log p_c with q = 1-s on the label and s/(K-1) elsewhere. */
function filledOthers(row: readonly number[], label: number, s: number, weight = row.map(() => 1)): number {
  const q = row.map((_, c) => (c === label ? 1 - s : s / (row.length - 1)));
  return sum(logSoftmax(row).map((logP, c) => -weight[c] * q[c] * logP));
}

/** The published implementations as their sources state them: a mean over the rows. */
const implementations = {
  /** The canonical class: a filled distribution, scattered to, and the mean of its products with the log-softmax. */
  canonical: (rows: Rows, labels: readonly number[], s: number) =>
    mean(rows.map((row, n) => filledOthers(row, labels[n], s))),
  /** The same with class weights on the log-probabilities; the mean is over the rows, not over the weights. */
  "Devin Yang": (rows: Rows, labels: readonly number[], s: number, weight: readonly number[]) =>
    mean(rows.map((row, n) => filledOthers(row, labels[n], s, [...weight]))),
  /** Smoothed one-hot rows with class weights, and a reduction. */
  "Shital Shah": (rows: Rows, labels: readonly number[], s: number, weight: readonly number[]) =>
    sum(rows.map((row, n) => filledOthers(row, labels[n], s, [...weight]))) / rows.length,
  /** (1-ε) nll + ε/K Σ -log p. */
  wangleiofficial: (rows: Rows, labels: readonly number[], s: number) =>
    mean(rows.map((row, n) => (1 - s) * -logSoftmax(row)[labels[n]] + (s / row.length) * -sum(logSoftmax(row)))),
  /** confidence · nll + smoothing · mean of -log p. */
  NVIDIA: (rows: Rows, labels: readonly number[], s: number) =>
    mean(rows.map((row, n) => (1 - s) * -logSoftmax(row)[labels[n]] + s * -mean(logSoftmax(row)))),
  /** One-hot rows times 1-ε plus ε/K, after checks of the input's sizes. */
  LSR: (rows: Rows, labels: readonly number[], s: number) =>
    mean(
      rows.map((row, n) =>
        sum(logSoftmax(row).map((logP, c) => -((c === labels[n] ? 1 - s : 0) + s / row.length) * logP)),
      ),
    ),
} as const;

const rows = [
  [0, 0.2, 0.7, 0.1, 0],
  [0, 0.9, 0.2, 0.2, 1],
  [1, 0.2, 0.7, 0.9, 1],
];
const labels = [2, 1, 0];
const weight = [0.5, 2, 1, 1, 3];
const logits = Float64Array.from(rows.flat());
const targets = Int32Array.from(labels);

/** The same in our options. */
const ours: Record<keyof typeof implementations, (s: number) => number> = {
  canonical: (s) => crossEntropyLike("fairseq", { smoothing: s }).evaluate(logits, targets, [3, 5]).value,
  "Devin Yang": (s) => overRows(s, weight),
  "Shital Shah": (s) => overRows(s, weight),
  wangleiofficial: (s) => crossEntropy({ smoothing: s }).evaluate(logits, targets, [3, 5]).value,
  NVIDIA: (s) => crossEntropyLike("timm", { smoothing: s }).evaluate(logits, targets, [3, 5]).value,
  LSR: (s) => crossEntropy().evaluate(logits, smoothLabels(targets, 5, s), [3, 5]).value,
};

/** Weighted terms over the others, the mean by rows. */
function overRows(smoothing: number, weights: readonly number[]): number {
  const options = { smoothing, over: "others", weight: weights, reduction: "none" } as const;
  return weightExamples(crossEntropy(options).evaluate(logits, targets, [3, 5]), [1, 1, 1]).value;
}

const names = Object.keys(implementations) as (keyof typeof implementations)[];

describe.each(names)("%s", (name) => {
  it.each([0, 0.05, 0.3, 0.5])("is expressible, for a smoothing of %d", (s) => {
    expect(ours[name](s)).toBeCloseTo(implementations[name](rows, labels, s, weight), 13);
  });
});

describe("the printed numbers", () => {
  it("1.4178 is the canonical value of 0.3; of 0.5, which stands beside it, the value is 1.5161", () => {
    expect(ours.canonical(0.3)).toBeCloseTo(1.4178, 4);
    expect(ours.canonical(0.5)).toBeCloseTo(1.5161, 4);
  });

  it("1.3883 is the value of 0.3 spread over all classes", () => {
    for (const name of ["wangleiofficial", "NVIDIA", "LSR"] as const) expect(ours[name](0.3)).toBeCloseTo(1.3883, 4);
  });

  it("are met by the canonical implementation restated", () => {
    const printed = publishedCases().filter(({ name }) => name.startsWith("rowsConventionOthers"));
    expect(printed).toHaveLength(3);
    for (const { logits: z, targets: y, value, loss } of printed) {
      const values = [0, 1, 2].map((n) => filledOthers([...z.slice(5 * n, 5 * n + 5)], y[n], 0.05));
      const reduced: Record<Reduction, readonly number[]> = { mean: [mean(values)], sum: [sum(values)], none: values };
      const expected = typeof value === "number" ? [value] : [...value];
      reduced[loss.reduction].forEach((got, n) => expect(Math.abs(got - expected[n])).toBeLessThan(2e-4));
    }
  });
});

it("checks what LSR checks: the number of targets, the labels, one row a label", () => {
  const loss = crossEntropy({ smoothing: 0.1 });
  expect(() => loss.evaluate(logits, targets.slice(1), [3, 5])).toThrow("expected 3 targets for this shape, got 2");
  expect(() => loss.evaluate(logits, targets.with(0, 5), [3, 5])).toThrow(
    "the label of row 0 to be from 0 to 4, got 5",
  );
  expect(() => checkLabels("LSR", targets, 2)).toThrow("LSR: expected the label of row 0 to be from 0 to 1, got 2");
  expect(oneHot(targets, 5)).toHaveLength(15);
});
