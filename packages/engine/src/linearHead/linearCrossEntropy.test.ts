// Linear cross-entropy against core's cross-entropy of all logits in float64, in chunks and tiles of many sizes.
import { createRandom, crossEntropy, UsageError } from "@softlabel/core";
import * as ort from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { linearCrossEntropy } from "./linearCrossEntropy.ts";
import type { FloatTensor, LinearCrossEntropyOptions } from "./linearProblem.ts";

const [rows, features, classes] = [13, 5, 11];

function normal(seed: string, shape: readonly number[], scale = 1): FloatTensor {
  const random = createRandom(seed);
  const length = shape.reduce((product, size) => product * size, 1);
  return { shape, data: Float32Array.from({ length }, () => scale * random.normal()) };
}

const hidden = normal("hidden", [rows, features]);
const weight = normal("weight", [classes, features]);
const bias = normal("bias", [classes]);
const random = createRandom("targets");
const targets = Int32Array.from({ length: rows }, (_, row) => (row % 4 === 2 ? -100 : random.integer(classes)));

type Options = Omit<LinearCrossEntropyOptions, "ort" | "threads">;
const evaluate = (options: Options = {}, h = hidden, w = weight, y = targets) =>
  linearCrossEntropy(h, w, y, { ort, threads: 1, ...options });

/** a [n, m] times b [m, k], each given as a function of its indices, in float64. */
function product(n: number, m: number, k: number, a: (i: number, j: number) => number, b: typeof a): Float64Array {
  return Float64Array.from({ length: n * k }, (_, at) => {
    let sum = 0;
    for (let j = 0; j < m; j++) sum += a(Math.floor(at / k), j) * b(j, at % k);
    return sum;
  });
}

/** The same with all logits at once, in float64. */
function reference(options: Options, y = targets, w = weight, hiddenOf = hidden) {
  const [[rows, features], [classes]] = [hiddenOf.shape, w.shape];
  const { bias: added, smoothing, over, ignoreIndex, reduction } = options;
  const given = { smoothing, over, ignoreIndex, reduction };
  const known = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const [h, v] = [hiddenOf.data, w.data];
  const [atH, atW] = [(i: number, d: number) => h[i * features + d], (k: number, d: number) => v[k * features + d]];
  const logits = product(rows, features, classes, atH, (d, k) => atW(k, d));
  const shifted = logits.map((z, i) => z + (added?.data[i % classes] ?? 0));
  const { value, gradient } = crossEntropy<"mean" | "sum">(known).evaluate(shifted, y, [rows, classes]);
  return {
    loss: value,
    hidden: product(rows, classes, features, (i, k) => gradient[i * classes + k], atW),
    weight: product(classes, rows, features, (k, i) => gradient[i * classes + k], atH),
    bias: product(1, rows, classes, () => 1, (i, k) => gradient[i * classes + k]), // prettier-ignore
  };
}

function expectClose(got: Float32Array, expected: Float64Array, tolerance = 1e-6): void {
  const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  expect(got).toHaveLength(expected.length);
  got.forEach((value, i) =>
    expect(Math.abs(value - expected[i]), `element ${i}`).toBeLessThanOrEqual(tolerance * scale),
  );
}

async function expectReference(options: Options, y = targets, w = weight): Promise<void> {
  const { loss, gradients } = await evaluate(options, hidden, w, y);
  const expected = reference(options, y, w);
  expect(Math.abs(loss / expected.loss - 1)).toBeLessThan(1e-6);
  for (const name of ["hidden", "weight", "bias"] as const) expectClose(gradients[name].data, expected[name]);
}

describe("linearCrossEntropy", () => {
  const sizes = [1, 2, 3, 7, 100].flatMap((chunkRows) =>
    [1, 3, 5, 10, 11, 4096].map((tileClasses) => ({ chunkRows, tileClasses })),
  );
  it.each(sizes)("is cross-entropy of all logits, in chunks of $chunkRows, tiles of $tileClasses", async (size) => {
    await expectReference({ ...size, bias, smoothing: 0.2 });
  });

  it.each<Options>([
    {},
    { bias },
    { reduction: "sum" },
    { smoothing: 0.1 },
    { smoothing: 1 },
    { smoothing: 0.3, over: "others", reduction: "sum" },
    { smoothing: 1, over: "others" },
    { ignoreIndex: 4 },
  ])("takes options as crossEntropy does: %o", async (options) => {
    const y = options.ignoreIndex === undefined ? targets : targets.map((label) => Math.max(label, 0));
    await expectReference({ ...options, tileClasses: 4 }, y);
  });

  it("stays exact where logits are large, also far apart between tiles", async () => {
    await expectReference({ tileClasses: 2 }, targets, normal("weight", [classes, features], 300));
  });

  const gaps = [6, 12, 20].flatMap((gap) => [1, 7, 4096].map((tileClasses) => ({ gap, tileClasses })));
  it.each(gaps)("keeps the digits of rows that are sure by $gap, in tiles of $tileClasses", async (given) => {
    const { gap, tileClasses } = given;
    const [y, classes] = [Int32Array.of(3, 0, 39), 40];
    // Each row's logits are a column of the weight, so that the matrix product rounds nothing.
    const identity = { shape: [3, 3], data: Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1) };
    const w = normal("sure", [classes, 3]);
    y.forEach((label, row) => (w.data[3 * label + row] = gap));
    const { loss, gradients } = await evaluate({ tileClasses }, identity, w, y);
    const expected = reference({}, y, w, identity);
    expect(Math.abs(loss / expected.loss - 1)).toBeLessThan(5e-7);
    for (const name of ["hidden", "weight", "bias"] as const) expectClose(gradients[name].data, expected[name], 3e-7);
  });

  it("gives what a sure row still has to lose, log(1 + 2 exp(-20))", async () => {
    const [one, w] = [
      { shape: [1, 1], data: Float32Array.of(1) },
      { shape: [3, 1], data: Float32Array.of(20, 0, 0) },
    ];
    const { loss, gradients } = await evaluate({}, one, w, Int32Array.of(0));
    expect(loss / Math.log1p(2 * Math.exp(-20))).toBeCloseTo(1, 12);
    expect(gradients.hidden.data[0] / (-40 / (Math.exp(20) + 2))).toBeCloseTo(1, 6);
  });

  it("divides many classes into tiles of its own choice", async () => {
    const many = createRandom("many");
    const y = targets.map((label) => (label < 0 ? label : many.integer(5000)));
    await expectReference({ smoothing: 0.1 }, y, normal("wide", [5000, features], 0.5));
  });

  it("gives gradients in the shapes of what they belong to", async () => {
    const { gradients } = await evaluate();
    const shapes = Object.values(gradients).map(({ shape, data }) => [shape, data.length]);
    expect(shapes).toEqual([[[13, 5], 65], [[11, 5], 55], [[11], 11]]); // prettier-ignore
  });

  it("takes no notice of rows that are left out, not even of a NaN", async () => {
    const spoilt = { ...hidden, data: hidden.data.with(2 * features + 1, NaN) };
    expect(await evaluate({ chunkRows: 4 }, spoilt)).toEqual(await evaluate({ chunkRows: 4 }));
    const { gradients } = await evaluate({}, spoilt);
    expect(gradients.hidden.data.subarray(2 * features, 3 * features)).toEqual(new Float32Array(features));
  });

  it("gives NaN for the mean of no rows, 0 for their sum, and gradients of zero", async () => {
    const none = new Int32Array(rows).fill(-100);
    const { loss, gradients } = await evaluate({}, hidden, weight, none);
    expect(loss).toBeNaN();
    expect(gradients.weight.data).toEqual(new Float32Array(classes * features));
    expect((await evaluate({ reduction: "sum" }, hidden, weight, none)).loss).toBe(0);
    const empty = { shape: [0, features], data: new Float32Array() };
    expect((await evaluate({}, empty, weight, new Int32Array())).loss).toBeNaN();
  });

  it("gives the same twice, bit for bit", async () => {
    const size = { chunkRows: 3, tileClasses: 4 };
    expect(await evaluate(size)).toEqual(await evaluate(size));
  });

  it("knows only one class, and is sure of it", async () => {
    const { loss, gradients } = await evaluate(
      { smoothing: 0.1 },
      hidden,
      normal("w", [1, features]),
      new Int32Array(rows),
    );
    expect(loss).toBeCloseTo(0, 6);
    gradients.hidden.data.forEach((value) => expect(value).toBeCloseTo(0, 6));
  });
});

describe("linearCrossEntropy, wrongly called", () => {
  const refused: readonly (readonly [string, () => Promise<unknown>, string])[] = [
    ["a row for hidden", () => evaluate({}, { ...hidden, shape: [65] }), "expected hidden of rank 2, got [65]"],
    ["missing values", () => evaluate({}, { ...hidden, shape: [14, 5] }), "70 values in hidden of shape [14, 5], got 65"],
    ["other features", () => evaluate({}, hidden, normal("w", [11, 4])), "weight of shape [K, 5], as hidden has 5 columns"],
    ["a transposed weight", () => evaluate({}, hidden, { ...weight, shape: [5, 11] }), "weight of shape [K, 5]"],
    ["targets of other rows", () => evaluate({}, hidden, weight, targets.subarray(1)), "13 targets, one for each row"],
    ["a label that is not a class", () => evaluate({}, hidden, weight, targets.with(5, 11)), "label of row 5 to be from 0 to 10"],
    ["a negative label", () => evaluate({}, hidden, weight, targets.with(5, -1)), "the label of row 5"],
    ["another bias", () => evaluate({ bias: normal("bias", [10]) }), "expected bias of shape [11], got [10]"],
    ["smoothing", () => evaluate({ smoothing: 1.5 }), "smoothing to be a number from 0 to 1, got 1.5"],
    ["over", () => evaluate({ over: "some" as "all" }), "expected over to be one of"],
    ["reduction", () => evaluate({ reduction: "none" as "sum" }), "expected reduction to be one of mean, sum"],
    ["chunkRows", () => evaluate({ chunkRows: 0 }), "chunkRows to be a whole number of at least 1, got 0"],
    ["tileClasses", () => evaluate({ tileClasses: 0.5 }), "tileClasses to be a whole number"],
    ["no features", () => evaluate({}, { shape: [13, 0], data: new Float32Array() }), "number of features"],
  ]; // prettier-ignore
  it.each(refused)("refuses %s", async (_, call, message) => {
    await expect(call()).rejects.toThrow(UsageError);
    await expect(call()).rejects.toThrow(message);
  });

  it.each([NaN, Infinity, -Infinity, 3e38])(
    "says in which row a feature of %d makes logits that are not finite",
    async (value) => {
      const spoilt = { ...hidden, data: hidden.data.with(4 * features, value) };
      const wide = normal("weight", [classes, features], 100);
      await expect(evaluate({ chunkRows: 2 }, spoilt, wide)).rejects.toThrow(
        "linearCrossEntropy: expected finite logits in row 4",
      );
    },
  );
});
