// What holds for the loss of every method in the table, for any logits and labels.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hardTexts, isLevelDependent, methodTexts, teacherLogits } from "../../../../test/methodTexts.ts";
import { createRandom } from "../base/random.ts";
import { oneHot } from "../targets/oneHot.ts";
import { parseMethod } from "../methods/method.ts";
import { methodLoss } from "../methods/methodLoss.ts";
import { methodTable } from "../methods/methodTable.ts";

const classes = 4;

/** Rows of logits that are multiples of 1/64, so that adding such a constant is exact; with a label each. */
const batches = fc
  .array(fc.tuple(fc.array(fc.integer({ min: -1500, max: 1500 }), { minLength: 4, maxLength: 4 }), fc.nat(3)), {
    minLength: 1,
    maxLength: 4,
  })
  .map((rows) => ({
    logits: Float64Array.from(rows.flatMap(([row]) => row.map((z) => z / 64))),
    labels: Int32Array.from(rows, ([, label]) => label),
  }));

/** A method's loss of rows; those that use a teacher are given one. */
function evaluate(
  text: string,
  logits: Float64Array,
  targets: Int32Array | Float64Array,
  teacher = teacherLogits(logits.length),
) {
  return methodLoss(text, { reduction: "none" }).evaluate(logits, targets, [logits.length / classes, classes], teacher);
}

/** Throws unless the arrays agree to 1e-11 of their scale. */
function expectClose(got: Float64Array, expected: Float64Array, tolerance = 1e-11): void {
  expect(got).toHaveLength(expected.length);
  const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  got.forEach((value, i) => {
    if (!(Math.abs(value - expected[i]) <= tolerance * scale)) expect(value, `element ${i}`).toBe(expected[i]);
  });
}

/** Holds a property against logits and labels that fast-check makes up. */
function holds(property: (logits: Float64Array, labels: Int32Array) => void): void {
  fc.assert(
    fc.property(batches, ({ logits, labels }) => property(logits, labels)),
    { numRuns: 30, seed: 7 },
  );
}

it("has every method of the table", () => {
  expect(methodTable.filter(({ name }) => !methodTexts.includes(name))).toEqual([]);
});

describe.each(methodTexts)("%s", (text) => {
  it("is read back from its own text", () => {
    const canonical = String(parseMethod(text));
    expect(String(parseMethod(canonical))).toBe(canonical);
    expect(parseMethod(canonical).parameters).toEqual(parseMethod(text).parameters);
  });

  it("has its gradient, by differences", () => {
    const random = createRandom(text);
    const logits = Float64Array.from({ length: 6 * classes }, () => 2 * random.normal());
    const labels = Int32Array.from({ length: 6 }, () => random.integer(classes));
    const { gradient } = evaluate(text, logits, labels);
    const step = 1e-5;
    logits.forEach((z, i) => {
      const up = evaluate(text, logits.with(i, z + step), labels).value;
      const down = evaluate(text, logits.with(i, z - step), labels).value;
      const row = Math.floor(i / classes);
      expect(gradient[i], `logit ${i}`).toBeCloseTo((up[row] - down[row]) / (2 * step), 6);
    });
  });

  it("takes one-hot targets for labels", () =>
    holds((logits, labels) => {
      expect(evaluate(text, logits, oneHot(labels, classes))).toEqual(evaluate(text, logits, labels));
    }));

  it("leaves ignored rows out as if they were not there", () =>
    holds((logits, labels) => {
      const loss = methodLoss(text);
      const teacher = teacherLogits(logits.length);
      const shorter = loss.evaluate(logits, labels, [labels.length, classes], teacher);
      const padded = (rows: Float64Array) => Float64Array.of(1, NaN, 3, Infinity, ...rows);
      const [shape, targets] = [[labels.length + 1, classes], Int32Array.of(-100, ...labels)];
      const { value, gradient } = loss.evaluate(padded(logits), targets, shape, padded(teacher));
      expect(value).toBeCloseTo(shorter.value, 12);
      expectClose(gradient, Float64Array.of(0, 0, 0, 0, ...shorter.gradient));
    }));

  it("permutes with the classes", () =>
    holds((logits, labels) => {
      const permuted = (rows: Float64Array): Float64Array => rows.map((_, i) => rows[i - (i % 4) + ((i + 1) % 4)]);
      const { value, gradient } = evaluate(text, logits, labels);
      const after = evaluate(
        text,
        permuted(logits),
        labels.map((label) => (label + 3) % 4),
        permuted(teacherLogits(logits.length)),
      );
      expectClose(after.value, value);
      expectClose(after.gradient, permuted(gradient));
    }));

  it("stays finite for logits of ±10,000", () =>
    holds((logits, labels) => {
      const { value, gradient } = evaluate(
        text,
        logits.map((z) => 1e4 * Math.sign(z)),
        labels,
      );
      expect([...value, ...gradient].every(Number.isFinite)).toBe(true);
    }));
});

describe.each(methodTexts.filter((text) => !isLevelDependent(text)))("%s", (text) => {
  it("does not notice a constant added to a row's logits", () =>
    holds((logits, labels) => {
      const { value, gradient } = evaluate(text, logits, labels);
      const shifted = evaluate(
        text,
        logits.map((z, i) => z + 10 * Math.floor(i / classes) - 7),
        labels,
      );
      expectClose(shifted.value, value);
      expectClose(shifted.gradient, gradient);
    }));

  it("has gradient rows that sum to zero", () =>
    holds((logits, labels) => {
      const { gradient } = evaluate(text, logits, labels);
      const sums = labels.map((_, row) => row * classes);
      for (const start of sums)
        expect(gradient.subarray(start, start + classes).reduce((sum, slope) => sum + slope, 0)).toBeCloseTo(0, 11);
    }));
});

describe.each(hardTexts)("%s", (text) => {
  it("is hard targets", () =>
    holds((logits, labels) => {
      const hard = evaluate("hard", logits, labels);
      const { value, gradient } = evaluate(text, logits, labels);
      expectClose(value, hard.value, 1e-14);
      expectClose(gradient, hard.gradient, 1e-14);
    }));
});

describe("the effective target", () => {
  const softening = ["hard", "smooth:0.3", "smooth:0.2,over=others", "relax:0.3", "prior:0.2", "similarity:0.2"];
  const penalised = ["penalty:0.3", "smooth:0.1+penalty:0.05", "relax:0.2+penalty:0.1", "margin:0.2,margin=1"];
  it.each([
    ...softening,
    ...penalised,
    "smooth:0.1+margin+maxsup",
    "online:0.4",
    "teacher-free:0.5,temperature=1",
    "negative:0.2",
  ])("is where the loss of %s is flat", (text) => {
    const at = parseMethod(text)
      .effectiveTarget(2, classes)
      .map((mass) => Math.log(Math.max(mass, 1e-300)));
    evaluate(text, at, Int32Array.of(2)).gradient.forEach((slope) => expect(slope).toBeCloseTo(0, 12));
  });

  it("is that of label smoothing under max suppression, and nothing but the label where the penalty does not bound", () => {
    const smoothed = parseMethod("smooth:0.2").effectiveTarget(2, classes);
    expectClose(parseMethod("maxsup").effectiveTarget(2, classes), smoothed);
    expect(Array.from(parseMethod("hard+z-loss").effectiveTarget(2, classes))).toEqual([0, 0, 1, 0]);
    expectClose(
      parseMethod("relax:0.1+z-loss:0.5").effectiveTarget(2, classes),
      Float64Array.of(0.1 / 3, 0.1 / 3, 0.9, 0.1 / 3),
    );
    const below = parseMethod("smooth:0.95,over=others+penalty:1e-9").effectiveTarget(2, classes);
    expect(below[2]).toBeCloseTo(0.05, 8);
    expect(Array.from(parseMethod("prior:0.2,frequencies=1/2/3/4+penalty").effectiveTarget(2, classes))).toEqual(
      Array.from(parseMethod("prior:0.2,frequencies=1/2/3/4").effectiveTarget(2, classes)),
    );
  });

  it("has centred logits at the optimum of a logit penalty", () => {
    const p = parseMethod("logit-penalty:0.1").effectiveTarget(2, classes);
    const at = p.map(Math.log);
    const mean = at.reduce((sum, z) => sum + z, 0) / classes;
    const centred = at.map((z) => z - mean);
    evaluate("logit-penalty:0.1", centred, Int32Array.of(2)).gradient.forEach((slope) =>
      expect(slope).toBeCloseTo(0, 12),
    );
  });
});
