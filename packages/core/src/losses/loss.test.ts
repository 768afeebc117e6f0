// What every loss of arrays has in common: layouts, types, reductions, ignored rows, and the errors.
import { describe, expect, it } from "vitest";
import { createRandom } from "../base/random.ts";
import { crossEntropy } from "./crossEntropy.ts";
import { labelRelaxation } from "./labelRelaxation.ts";
import type { Loss, Reduction } from "./loss.ts";
import { matrixOps } from "./matrix.ts";

const random = createRandom("loss.test");
const normals = (n: number): Float64Array => Float64Array.from({ length: n }, () => 2 * random.normal());

interface CommonOptions<R extends Reduction> {
  readonly reduction?: R;
  readonly ignoreIndex?: number;
}

/** Every loss, with parameters at which no formula is trivial. */
const losses: Record<string, <R extends Reduction = "mean">(options?: CommonOptions<R>) => Loss<R>> = {
  crossEntropy: (options) => crossEntropy({ smoothing: 0.1, ...options }),
  labelRelaxation: (options) => labelRelaxation({ alpha: 0.1, ...options }),
};

describe.each(Object.entries(losses))("%s", (name, create) => {
  const logits = normals(12);
  const labels = new Int32Array([0, 2, 1, 2]);

  it("averages, adds up or lists its rows", () => {
    const rows = create({ reduction: "none" }).evaluate(logits, labels, [4, 3]);
    const sum = create({ reduction: "sum" }).evaluate(logits, labels, [4, 3]);
    const mean = create().evaluate(logits, labels, [4, 3]);
    expect(sum.value).toBeCloseTo(rows.value[0] + rows.value[1] + rows.value[2] + rows.value[3], 14);
    expect(mean.value).toBeCloseTo(sum.value / 4, 14);
    expect(rows.gradient).toEqual(sum.gradient);
    mean.gradient.forEach((value, i) => expect(value).toBeCloseTo(sum.gradient[i] / 4, 14));
  });

  it("gives back the logits' type", () => {
    for (const reduction of ["mean", "none"] as const) {
      const single = create({ reduction }).evaluate(Float32Array.from(logits), labels, [4, 3]);
      expect(single.gradient).toBeInstanceOf(Float32Array);
      if (reduction === "none") expect(single.value).toBeInstanceOf(Float32Array);
    }
  });

  it("finds the classes at dimension 1 of any rank", () => {
    // Two images of 2 × 3 pixels with 4 classes, against the same 12 positions as rows.
    const [images, classes, pixels] = [2, 4, 6];
    const rows = normals(images * pixels * classes);
    const at = (image: number, c: number, pixel: number): number => (image * pixels + pixel) * classes + c;
    const order = Int32Array.from({ length: rows.length }, (_, i) =>
      at(Math.floor(i / (classes * pixels)), Math.floor(i / pixels) % classes, i % pixels),
    );
    const targets = Int32Array.from({ length: images * pixels }, (_, i) => i % classes);
    const deep = create({ reduction: "none" }).evaluate(
      Float64Array.from(order, (i) => rows[i]),
      targets,
      [2, 4, 2, 3],
    );
    const flat = create({ reduction: "none" }).evaluate(rows, targets, [12, 4]);
    expect(deep.value).toEqual(flat.value);
    expect(deep.gradient).toEqual(Float64Array.from(order, (i) => flat.gradient[i]));
  });

  it("takes a single position as rank 1", () => {
    const one = create().evaluate(logits.slice(0, 3), labels.slice(0, 1), [3]);
    expect(one).toEqual(create().evaluate(logits.slice(0, 3), labels.slice(0, 1), [1, 3]));
  });

  it("takes one-hot targets for labels", () => {
    const oneHot = Float64Array.from(logits, (_, i) => Number(labels[Math.floor(i / 3)] === i % 3));
    expect(create().evaluate(logits, oneHot, [4, 3])).toEqual(create().evaluate(logits, labels, [4, 3]));
  });

  it("leaves ignored rows out as if they were not there, whatever their logits", () => {
    const shorter = create().evaluate(logits.slice(0, 9), labels.slice(0, 3), [3, 3]);
    for (const [ignoreIndex, logit] of [
      [-100, 0],
      [7, NaN],
      [1_000_000_000, Infinity],
    ] as const) {
      const longer = Float64Array.of(...logits.slice(0, 9), logit, logit, logit);
      const { value, gradient } = create({ ignoreIndex }).evaluate(longer, labels.with(3, ignoreIndex), [4, 3]);
      expect(value).toBe(shorter.value);
      expect(gradient).toEqual(Float64Array.of(...shorter.gradient, 0, 0, 0));
    }
  });

  it("ignores -100 unless told otherwise, and a class if told", () => {
    const { value } = create({ reduction: "none" }).evaluate(logits, labels.with(0, -100), [4, 3]);
    expect(value[0]).toBe(0);
    const ofClass = create({ reduction: "none", ignoreIndex: 2 }).evaluate(logits, labels, [4, 3]);
    expect([ofClass.value[1], ofClass.value[3]]).toEqual([0, 0]);
  });

  it("has NaN for the mean of nothing, 0 for its sum, and no gradient", () => {
    const ignored = new Int32Array(4).fill(-100);
    const mean = create().evaluate(logits, ignored, [4, 3]);
    expect(mean).toEqual({ value: NaN, gradient: new Float64Array(12) });
    expect(create({ reduction: "sum" }).evaluate(logits, ignored, [4, 3]).value).toBe(0);
    expect(create().evaluate(new Float64Array(), new Int32Array(), [0, 3]).value).toBeNaN();
    expect(create({ reduction: "none" }).evaluate(new Float64Array(), new Int32Array(), [0, 3]).value).toHaveLength(0);
  });

  it("costs nothing if there is but one class", () => {
    const { value, gradient } = create().evaluate(new Float64Array([3, -3]), new Int32Array([0, 0]), [2, 1]);
    expect([value, ...gradient]).toEqual([0, 0, 0]);
  });

  it("takes a masked class as one that is not there", () => {
    const loss = labelRelaxation({ alpha: 0.1 });
    const exact = name === "crossEntropy" ? crossEntropy() : loss;
    const masked = exact.evaluate(new Float64Array([1, -Infinity, 2]), new Int32Array([0]), [1, 3]);
    const without = exact.evaluate(new Float64Array([1, 2]), new Int32Array([0]), [1, 2]);
    expect(masked.value).toBeCloseTo(without.value, 14);
    expect(masked.gradient[1]).toBe(0);
    expect(masked.gradient[2]).toBeCloseTo(without.gradient[1], 14);
  });

  it("has an infinite value and a finite gradient where the label's class is masked", () => {
    const { value, gradient } = create().evaluate(new Float64Array([-Infinity, 0]), new Int32Array([0]), [1, 2]);
    expect(value).toBe(Infinity);
    expect(gradient.every(Number.isFinite)).toBe(true);
  });

  it("can be run by another backend, in three steps", () => {
    const loss = create();
    const rows = loss.prepare(logits, labels, [4, 3]);
    const matrix = (data: Float64Array) => ({ rows: rows.layout.positions, columns: rows.layout.classes, data });
    const { value, gradient } = loss.rule.rows(matrixOps, matrix(rows.logits), matrix(rows.targets), {});
    expect(loss.reduce(rows, value.data, gradient.data, logits)).toEqual(loss.evaluate(logits, labels, [4, 3]));
  });

  const float32 = new Float32Array(12) as unknown as Float64Array;
  it.each([
    ["an unknown reduction", "expected reduction to be one of", () => create({ reduction: "average" as "sum" })],
    [
      "a broken ignoreIndex",
      "expected ignoreIndex to be a whole number from -2147483648",
      () => create({ ignoreIndex: 0.5 }),
    ],
    [
      "an ignoreIndex that no label can be",
      "to 2147483647, got 4294967297",
      () => create({ ignoreIndex: 2 ** 32 + 1 }),
    ],
    ["no shape", "expected a shape of at least one dimension, got []", () => create().evaluate(logits, labels, [])],
    ["a broken shape", "expected every length in the shape", () => create().evaluate(logits, labels, [4, -3])],
    ["no classes", "expected the number of classes", () => create().evaluate(logits, labels, [4, 0])],
    ["a wrong shape", "expected 15 logits for this shape, got 12", () => create().evaluate(logits, labels, [5, 3])],
    [
      "too few labels",
      "expected 4 targets for this shape, got 3; give one class index a position",
      () => create().evaluate(logits, labels.slice(1), [4, 3]),
    ],
    [
      "too few targets",
      "expected 12 targets for this shape, got 4",
      () => create().evaluate(logits, new Float64Array(4), [4, 3]),
    ],
    [
      "a plain list of logits",
      'expected logits to be a Float32Array or a Float64Array, got "Array"',
      () => create().evaluate([...logits] as unknown as Float64Array, labels, [4, 3]),
    ],
    [
      "another type",
      'Float64Array of distributions, got "Float32Array"',
      () => create().evaluate(logits, float32, [4, 3]),
    ],
    [
      "a wrong label",
      "expected the label of row 2 to be from 0 to 2, got 3",
      () => create().evaluate(logits, labels.with(2, 3), [4, 3]),
    ],
    [
      "a negative label",
      "expected the label of row 1 to be from 0 to 2, got -1",
      () => create().evaluate(logits, labels.with(1, -1), [4, 3]),
    ],
    [
      "a NaN",
      "expected the logits of row 1 to be finite, or -Infinity to mask a class, got NaN",
      () => create().evaluate(logits.with(5, NaN), labels, [4, 3]),
    ],
    [
      "an infinity",
      "expected the logits of row 0 to be finite, or -Infinity to mask a class, got Infinity",
      () => create().evaluate(logits.with(0, Infinity), labels, [4, 3]),
    ],
    [
      "all masked",
      "expected row 1 to have a finite logit",
      () =>
        create().evaluate(
          logits.map((z, i) => (i > 2 && i < 6 ? -Infinity : z)),
          labels,
          [4, 3],
        ),
    ],
    [
      "no distribution",
      "expected target row 0 to sum to one, got 0",
      () => create().evaluate(logits, new Float64Array(12), [4, 3]),
    ],
    [
      "an ignored class of distributions",
      "expected no class as ignoreIndex where targets are distributions, got 1",
      () => create({ ignoreIndex: 1 }).evaluate(logits, new Float64Array(12), [4, 3]),
    ],
  ])("refuses %s", (_, message, call) => {
    expect(call).toThrow(`${name}: `);
    expect(call).toThrow(message);
  });
});
