// Kernels as losses use them: memory, threads, binaries, and what they leave to the plain loss.
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { crossEntropy as plainCrossEntropy } from "../losses/crossEntropy.ts";
import { labelRelaxation as plainLabelRelaxation } from "../losses/labelRelaxation.ts";
import { createRandom } from "../base/random.ts";
import { compileKernels } from "./binary.ts";
import { crossEntropy } from "./crossEntropy.ts";
import { rowKernels } from "./job.ts";
import { openKernels, type Kernels } from "./kernels.ts";
import { labelRelaxation } from "./labelRelaxation.ts";
import { serve } from "./serve.ts";

const random = createRandom("kernels.test");
const normals = (count: number): Float32Array => Float32Array.from({ length: count }, () => 2 * random.normal());
const labelsOf = (rows: number, classes: number): Int32Array =>
  Int32Array.from({ length: rows }, () => random.integer(classes));

function expectClose(got: ArrayLike<number>, expected: ArrayLike<number>, tolerance = 1e-6): void {
  expect(got).toHaveLength(expected.length);
  let worst = 0;
  for (let i = 0; i < got.length; i++)
    worst = Math.max(worst, Math.abs(got[i] - expected[i]) / Math.max(1, Math.abs(expected[i])));
  expect(worst).toBeLessThan(tolerance);
}

describe("a loss with kernels", () => {
  it.each([2, 3, 4, 5, 10, 31, 128, 129, 130, 131, 1023, 1025, 3000])("is the plain one with %i classes", (classes) => {
    const [logits, labels] = [normals(13 * classes), labelsOf(13, classes)];
    labels[5] = -100;
    const weight = Float64Array.from({ length: classes }, () => random.uniform());
    const variants = [{}, { smoothing: 0.2 }, { smoothing: 0.2, over: "others" }, { smoothing: 0.2, weight }] as const;
    const all = [...variants, { smoothing: 0.2, weight, weighting: "examples" }, { smoothing: 1 }] as const;
    for (const options of all) {
      const got = crossEntropy({ ...options, reduction: "none" }).evaluate(logits, labels, [13, classes]);
      const wanted = plainCrossEntropy({ ...options, reduction: "none" }).evaluate(logits, labels, [13, classes]);
      expectClose(got.value, wanted.value);
      expectClose(got.gradient, wanted.gradient);
      expect(crossEntropy(options).evaluate(logits, labels, [13, classes]).value).toBeCloseTo(
        plainCrossEntropy(options).evaluate(logits, labels, [13, classes]).value,
        5,
      );
    }
  });

  it.each([2, 7, 200, 1500])("takes rows of targets and relaxed labels, %i classes", (classes) => {
    const [logits, labels] = [normals(9 * classes), labelsOf(9, classes)];
    const q = Float32Array.from({ length: 9 * classes }, () => random.uniform());
    for (let row = 0; row < 9; row++) {
      const one = q.subarray(row * classes, (row + 1) * classes);
      const sum = one.reduce((total, mass) => total + mass, 0);
      one.forEach((mass, c) => (one[c] = mass / sum));
    }
    for (const smoothing of [0, 0.3]) {
      const got = crossEntropy({ smoothing }).evaluate(logits, q, [9, classes]);
      const wanted = plainCrossEntropy({ smoothing }).evaluate(logits, q, [9, classes]);
      expect(got.value).toBeCloseTo(wanted.value, 5);
      expectClose(got.gradient, wanted.gradient);
    }
    for (const alpha of [0, 0.1, 0.9]) {
      const got = labelRelaxation({ alpha, reduction: "none" }).evaluate(logits, labels, [9, classes]);
      const wanted = plainLabelRelaxation({ alpha, reduction: "none" }).evaluate(logits, labels, [9, classes]);
      expectClose(got.value, wanted.value);
      expectClose(got.gradient, wanted.gradient);
    }
  });

  it("takes more rows than one copy holds, and the same result however they are cut", () => {
    const [logits, labels] = [normals(401 * 700), labelsOf(401, 700)];
    const kernels = openKernels({ staging: 20_000 });
    const whole = crossEntropy({ smoothing: 0.1 }).evaluate(logits, labels, [401, 700]);
    const cut = crossEntropy({ smoothing: 0.1 }, kernels).evaluate(logits, labels, [401, 700]);
    expect(cut.value).toBe(whole.value);
    expect(cut.gradient.findIndex((slope, at) => slope !== whole.gradient[at])).toBe(-1);
    expect(() => crossEntropy({}, kernels).evaluate(normals(20_000), labelsOf(1, 20_000), [1, 20_000])).toThrow(
      "open kernels with more staging",
    );
  });

  it("leaves arguments as they were", () => {
    for (const classes of [10, 500]) {
      const [logits, labels] = [normals(6 * classes), labelsOf(6, classes)];
      const before = logits.slice();
      crossEntropy().evaluate(logits, labels, [6, classes]);
      expect(logits).toEqual(before);
    }
  });
});

describe("what kernels cannot judge", () => {
  it.each([3, 500])("gets the plain loss's error, %i classes", (classes) => {
    const logits = normals(8 * classes);
    for (const label of [-1, classes, 2 ** 31 - 1, -(2 ** 31)]) {
      const labels = labelsOf(8, classes).fill(label, 6, 7);
      expect(() => crossEntropy().evaluate(logits, labels, [8, classes])).toThrow("the label of row 6");
    }
    for (const z of [NaN, Infinity]) {
      const wrong = logits.slice().fill(z, classes, classes + 1);
      expect(() => crossEntropy().evaluate(wrong, labelsOf(8, classes), [8, classes])).toThrow("the logits of row 1");
    }
    const q = new Float32Array(8 * classes).fill(1 / classes).fill(0.9, 0, 1);
    expect(() => crossEntropy().evaluate(logits, q, [8, classes])).toThrow("target row 0 to sum to one");
    expect(() => crossEntropy().evaluate(logits, labelsOf(7, classes), [8, classes])).toThrow("8 targets");
  });

  /** Cross-entropy, smoothed and not, and label relaxation with α and without. */
  const losses = [
    crossEntropy(),
    crossEntropy({ smoothing: 0.1 }),
    labelRelaxation({ alpha: 0.1 }),
    labelRelaxation({ alpha: 0 }),
  ];
  const badRows = { NaN: [NaN, 0, 1], infinity: [Infinity, 0, 1], nothing: [-Infinity, -Infinity, -Infinity] };

  it.each(Object.entries(badRows))("gets the plain loss's error: a row of %s, whatever the label", (_, bad) => {
    for (const rows of [1, 4, 6])
      for (const classes of [3, 130, 500])
        for (const label of [0, 1, classes - 1]) {
          const filler = bad[0] === bad[1] ? -Infinity : 0;
          const logits = new Float32Array(rows * classes).fill(filler, 0, classes);
          logits.set(bad);
          for (const loss of losses)
            expect(() => loss.evaluate(logits, new Int32Array(rows).fill(label), [rows, classes])).toThrow(/row 0/);
        }
  });

  it("gets the plain loss's value: label relaxation of a label that is masked", () => {
    const logits = new Float32Array([-Infinity, 0, 1, 1, 0, 2, 0, 1, 0, 2, 1, 0]);
    const [labels, shape] = [new Int32Array([0, 1, 2, 0]), [4, 3]];
    const got = labelRelaxation({ alpha: 0.1, reduction: "none" }).evaluate(logits, labels, shape);
    const wanted = plainLabelRelaxation({ alpha: 0.1, reduction: "none" }).evaluate(logits, labels, shape);
    expect(got.value[0]).toBe(Infinity);
    expectClose(got.value.slice(1), wanted.value.slice(1));
    expectClose(got.gradient, wanted.gradient);
  });

  it("gets the plain loss's value: a mean over rows whose weights are all zero", () => {
    const [logits, labels, shape] = [normals(8), new Int32Array([0, 0]), [2, 4]];
    const options = { smoothing: 0.1, weight: [0, 1, 1, 1] };
    const got = crossEntropy(options).evaluate(logits, labels, shape);
    expect(got).toEqual(plainCrossEntropy(options).evaluate(logits, labels, shape));
  });

  it.each([3, 500])("gets the plain loss's value: masked classes, %i classes", (classes) => {
    const logits = normals(8 * classes).fill(-Infinity, 1, 2);
    const labels = new Int32Array(8);
    for (const options of [{}, { smoothing: 0.1 }] as const) {
      const got = crossEntropy({ ...options, reduction: "none" }).evaluate(logits, labels, [8, classes]);
      const wanted = plainCrossEntropy({ ...options, reduction: "none" }).evaluate(logits, labels, [8, classes]);
      expectClose(got.value.slice(1), wanted.value.slice(1));
      expect(Number.isFinite(got.value[0])).toBe(Number.isFinite(wanted.value[0]));
      expectClose(got.gradient, wanted.gradient);
    }
  });

  it("an ignored row has no say, not even by NaN; without any other the mean is NaN", () => {
    for (const classes of [4, 300]) {
      const logits = normals(5 * classes).fill(NaN, classes, 2 * classes);
      const labels = labelsOf(5, classes).fill(-100, 1, 2);
      const { value, gradient } = crossEntropy().evaluate(logits, labels, [5, classes]);
      expect(Number.isFinite(value)).toBe(true);
      expect(gradient.subarray(classes, 2 * classes)).toEqual(new Float32Array(classes));
      const none = crossEntropy().evaluate(logits, labels.fill(-100), [5, classes]);
      expect(none.value).toBeNaN();
      expect(none.gradient).toEqual(new Float32Array(5 * classes));
    }
  });

  it("higher dimensions, one class and float64 work as ever", () => {
    const [logits, labels] = [normals(24), labelsOf(8, 3)];
    expect(crossEntropy().evaluate(logits, labels, [2, 3, 4])).toEqual(
      plainCrossEntropy().evaluate(logits, labels, [2, 3, 4]),
    );
    const rowwise = { reduction: "none" } as const;
    expect(crossEntropy(rowwise).evaluate(logits, labels, [2, 3, 4])).toEqual(
      plainCrossEntropy(rowwise).evaluate(logits, labels, [2, 3, 4]),
    );
    expect(crossEntropy().evaluate(normals(2), new Int32Array(2), [2, 1]).value).toBe(0);
    const float64 = Float64Array.from(logits);
    expect(crossEntropy().evaluate(float64, labels, [8, 3])).toEqual(
      plainCrossEntropy().evaluate(float64, labels, [8, 3]),
    );
  });
});

describe("openKernels", () => {
  const opened: Kernels[] = [];
  afterAll(() => opened.forEach((kernels) => kernels.close()));

  it("has arrays that losses read and write in place", () => {
    const kernels = openKernels({ bytes: 2 * 4 * 40 * 300 })!;
    const [logits, gradient] = [kernels.floats(40 * 300), kernels.floats(40 * 300)];
    logits.set(normals(40 * 300));
    const labels = labelsOf(40, 300);
    const outside = crossEntropy().evaluate(logits.slice(), labels, [40, 300]);
    const inside = crossEntropy({}, kernels).evaluate(logits, labels, [40, 300], gradient);
    expect(inside.gradient).toBe(gradient);
    expect(inside.value).toBe(outside.value);
    expect(gradient.findIndex((slope, at) => slope !== outside.gradient[at])).toBe(-1);
    expect(() => kernels.floats(10 ** 6)).toThrow("open kernels with more bytes");
    expect(() => crossEntropy({}, kernels).evaluate(logits, labels, [40, 300], logits)).toThrow(
      "apart from the logits",
    );
    const targets = gradient.fill(1 / 300);
    expect(() => crossEntropy({}, kernels).evaluate(logits, targets, [40, 300], gradient)).toThrow(
      "apart from the targets",
    );
    expect(() => crossEntropy().evaluate(logits, labels, [40, 300], new Float32Array(3))).toThrow("12000 numbers");
  });

  it("with threads gives what one gives, bit for bit", () => {
    const kernels = openKernels({ threads: 3, staging: 2 ** 22 })!;
    opened.push(kernels);
    for (const [rows, classes] of [
      [4001, 10],
      [300, 1000],
      [64, 5000],
    ]) {
      const [logits, labels] = [normals(rows * classes), labelsOf(rows, classes)];
      const one = crossEntropy({ smoothing: 0.1 }).evaluate(logits, labels, [rows, classes]);
      for (let again = 0; again < 20; again++) {
        const many = crossEntropy({ smoothing: 0.1 }, kernels).evaluate(logits, labels, [rows, classes]);
        expect(many.value).toBe(one.value);
        expect(many.gradient.findIndex((slope, at) => slope !== one.gradient[at])).toBe(-1);
      }
    }
    kernels.close();
    expect(crossEntropy({}, kernels).evaluate(normals(40_000), labelsOf(4000, 10), [4000, 10]).value).toBeGreaterThan(
      0,
    );
  });

  it("refuses what cannot be", () => {
    expect(() => openKernels({ threads: 0 })).toThrow("threads");
    expect(() => openKernels({ bytes: -1 })).toThrow("bytes");
    const instructions = "relaxd" as "relaxed";
    expect(() => openKernels({ instructions })).toThrow("relaxed, plain");
    expect(() => openKernels({ bytes: 2 ** 32 - 2 ** 16 })).toThrow("4 GiB");
  });

  it("has the same kernels in its threads", () => {
    for (const kernel of rowKernels) expect(serve.toString()).toContain(kernel);
  });
});

describe("compileKernels", () => {
  it("takes relaxed instructions where the engine has them, else plain ones, else none", () => {
    let asked = 0;
    expect(compileKernels(false, undefined, () => ++asked > 1)?.instructions).toBe("plain");
    expect(compileKernels(false, undefined, () => false)).toBeUndefined();
  });
});

describe("where compiling is forbidden, as by a page's content security policy", () => {
  afterEach(() => vi.restoreAllMocks());

  /** The kernels as a page loads them, and the constructor that refuses. */
  async function load() {
    vi.resetModules();
    const compile = vi.spyOn(WebAssembly, "Module").mockImplementation(function () {
      throw new WebAssembly.CompileError("Wasm code generation disallowed by embedder");
    });
    return { compile, kernels: await import("./index.ts") };
  }

  it("losses are the plain ones, and compiling is tried once", async () => {
    const { compile, kernels } = await load();
    const [logits, labels] = [normals(640), labelsOf(64, 10)];
    const options = { smoothing: 0.1, reduction: "none" } as const;
    const wanted = plainCrossEntropy(options).evaluate(logits, labels, [64, 10]);
    for (let call = 0; call < 3; call++)
      expect(kernels.crossEntropy(options).evaluate(logits, labels, [64, 10])).toEqual(wanted);
    const relaxed = plainLabelRelaxation({ alpha: 0.1 }).evaluate(logits, labels, [64, 10]);
    expect(kernels.labelRelaxation({ alpha: 0.1 }).evaluate(logits, labels, [64, 10])).toEqual(relaxed);
    expect(kernels.scoreLogits(logits, labels, 10).nll).toHaveLength(64);
    expect(compile).toHaveBeenCalledTimes(1);
  });

  it("there are no kernels to open", async () => {
    const { kernels } = await load();
    expect(kernels.openKernels()).toBeUndefined();
    expect(kernels.openKernels({ threads: 2 })).toBeUndefined();
  });
});
