// Blended targets: what each rule does to labels, to mixtures, and to rows that are left out.
import { describe, expect, it } from "vitest";
import { classFrequencies, smoothBySimilarity, smoothToPrior } from "./blending.ts";
import { generalizedSmoothing } from "./negative.ts";
import { oneHot } from "./oneHot.ts";
import { smoothTargets } from "./smoothing.ts";
import { teacherFreeTargets } from "./teacherFree.ts";

const q = Float64Array.of(...oneHot(new Int32Array([0, 2]), 3), 0, 0, 0, 0.2, 0.5, 0.3);

const rules: Readonly<Record<string, (rows: Float64Array) => Float64Array>> = {
  smoothToPrior: (rows) => smoothToPrior(rows, 3, 0.3, [5, 3, 2]),
  smoothBySimilarity: (rows) => smoothBySimilarity(rows, 3, 0.3, [0, 3, 1, 1, 0, 1, 2, 1, 0]),
  generalizedSmoothing: (rows) => generalizedSmoothing(rows, 3, -0.3),
  teacherFreeTargets: (rows) => teacherFreeTargets(rows, 3, { alpha: 0.3 }),
};

describe.each(Object.entries(rules))("%s", (_, rule) => {
  it("keeps the sum of every row, rows of zeros too", () => {
    const sums = [0, 3, 6, 9].map((start) =>
      rule(q)
        .subarray(start, start + 3)
        .reduce((sum, mass) => sum + mass, 0),
    );
    [1, 1, 0, 1].forEach((sum, row) => expect(sums[row]).toBeCloseTo(sum, 14));
  });

  it("does to a mixture what it does to its parts, mixed", () => {
    const [first, third, mixed] = [
      [1, 0, 0],
      [0, 0, 1],
      [0.6, 0, 0.4],
    ].map((row) => rule(Float64Array.from(row)));
    mixed.forEach((mass, c) => expect(mass).toBeCloseTo(0.6 * first[c] + 0.4 * third[c], 14));
  });
});

it("is label smoothing for a uniform prior, equal similarities, and an imagined teacher of even temperature", () => {
  const close = (got: Float64Array, expected: Float64Array) =>
    got.forEach((mass, i) => expect(mass).toBeCloseTo(expected[i], 6));
  close(smoothToPrior(q, 3, 0.2, [1, 1, 1]), smoothTargets(q, 3, 0.2));
  close(smoothBySimilarity(q, 3, 0.2, [0, 1, 1, 1, 0, 1, 1, 1, 0]), smoothTargets(q, 3, 0.2, { over: "others" }));
  close(generalizedSmoothing(q, 3, 0.2), smoothTargets(q, 3, 0.2));
  close(teacherFreeTargets(q, 3, { alpha: 0.2, correct: 1 / 3 }), smoothTargets(q, 3, 0.2));
});

it("has a teacher that is certain where its temperature is low, of one class or of all others", () => {
  for (const temperature of [0.001, 5e-324]) {
    const sure = teacherFreeTargets(Float64Array.of(0, 1, 0), 3, { alpha: 0.5, temperature });
    expect(Array.from(sure)).toEqual([0, 1, 0]);
    const wrong = teacherFreeTargets(Float64Array.of(0, 1, 0), 3, { alpha: 0.5, correct: 0, temperature });
    expect(Array.from(wrong)).toEqual([0.25, 0.5, 0.25]);
  }
});

it("takes a prior of very many classes", () => {
  const classes = 128_000;
  const hard = oneHot(new Int32Array([3]), classes);
  const prior = Float64Array.from({ length: classes }, (_, c) => c);
  expect(smoothToPrior(hard, classes, 0.1, prior)[4]).toBeCloseTo(0.8 / (classes * (classes - 1)), 20);
});

it("refuses labels that are not classes where frequencies are counted, and no labels", () => {
  const count = (labels: number[]) => () => classFrequencies(Int32Array.from(labels), 2);
  expect(count([0, 5, -1])).toThrow("classFrequencies: expected the label of row 1 to be from 0 to 1, got 5");
  expect(count([0, 1, -1])).toThrow("the label of row 2 to be from 0 to 1, got -1");
  expect(count([])).toThrow("classFrequencies: expected numbers with a sum above 0, got 0");
});

it.each(Object.entries({ ...rules, smoothTargets: (rows: Float64Array) => smoothTargets(rows, 3, 0.1) }))(
  "%s refuses numbers that do not fill rows",
  (name, rule) => {
    expect(() => rule(Float64Array.of(1, 0, 0, 1))).toThrow(`${name}: expected rows of 3 numbers, got 4`);
  },
);

it("refuses priors and similarities of another length, or that are none", () => {
  expect(() => smoothToPrior(q, 3, 0.1, [1, 2])).toThrow("expected a prior for each of the 3 classes, got 2");
  expect(() => smoothToPrior(q, 3, 0.1, [1, -2, 1])).toThrow("finite and not negative, got -2");
  expect(() => smoothToPrior(q, 3, 0.1, [0, 0, 0])).toThrow("numbers with a sum above 0, got 0");
  expect(() => smoothBySimilarity(q, 3, 0.1, [1, 2])).toThrow("expected 3 rows of 3 similarities, got 2");
});
