// What holds for the loss of every method in the table, at several values of its parameters.
import { describe, expect, it } from "vitest";
import { createRandom } from "../random.ts";
import { matrixOps } from "./matrix.ts";
import { parseMethod, type Method } from "./method.ts";
import type { MethodDefinition } from "./methodDefinition.ts";
import { methodTable } from "./methodTable.ts";

const [rows, classes] = [6, 5];

/** Each method with α at the ends of its range and between, for every choice. */
function variants({ name, parameters }: MethodDefinition): Method[] {
  const texts = parameters.map((parameter) =>
    ("choices" in parameter ? parameter.choices : [parameter.range.from, 0.1, 0.45, 0.9]).map(
      (value) => `${parameter.name}=${value}`,
    ),
  );
  const combined = texts.reduce<string[][]>(
    (all, values) => all.flatMap((start) => values.map((value) => [...start, value])),
    [[]],
  );
  return combined.map((values) => parseMethod(values.length === 0 ? name : `${name}:${values.join(",")}`));
}

const methods = methodTable.flatMap(variants).map((method) => [String(method), method] as const);

function evaluate(method: Method, logits: Float64Array, labels: Int32Array) {
  const matrix = (data: Float64Array) => ({ rows: labels.length, columns: classes, data });
  const { value, gradient } = method.loss.rows(matrixOps, matrix(logits), matrix(method.targets(labels, classes)), {});
  return { value: value.data, gradient: gradient.data };
}

function expectClose(got: Float64Array, expected: Float64Array, digits = 12): void {
  expect(got).toHaveLength(expected.length);
  got.forEach((value, i) => expect(value, `element ${i}`).toBeCloseTo(expected[i], digits));
}

describe.each(methods)("%s", (text, method) => {
  const random = createRandom(text);
  const logits = Float64Array.from({ length: rows * classes }, () => 2 * random.normal());
  const labels = Int32Array.from({ length: rows }, () => random.integer(classes));
  const { value, gradient } = evaluate(method, logits, labels);

  it("has a value a row, and none below zero", () => {
    expect(value).toHaveLength(rows);
    value.forEach((loss) => expect(loss).toBeGreaterThanOrEqual(0));
  });

  it("has its gradient, by differences", () => {
    const step = 1e-5;
    logits.forEach((z, i) => {
      const up = evaluate(method, logits.with(i, z + step), labels).value;
      const down = evaluate(method, logits.with(i, z - step), labels).value;
      const row = Math.floor(i / classes);
      expect(gradient[i], `logit ${i}`).toBeCloseTo((up[row] - down[row]) / (2 * step), 8);
    });
  });

  it("has gradient rows that sum to zero", () => {
    for (let start = 0; start < gradient.length; start += classes) {
      const sum = gradient.subarray(start, start + classes).reduce((total, slope) => total + slope, 0);
      expect(sum).toBeCloseTo(0, 13);
    }
  });

  it("does not notice a constant added to a row's logits", () => {
    const shifted = evaluate(
      method,
      logits.map((z, i) => z + 10 * Math.floor(i / classes)),
      labels,
    );
    expectClose(shifted.value, value);
    expectClose(shifted.gradient, gradient);
  });

  it("does not notice in which order classes stand", () => {
    const order = random.shuffle([...Array(classes).keys()]);
    const permuted = (data: Float64Array): Float64Array =>
      data.map((_, i) => data[i - (i % classes) + order[i % classes]]);
    const after = evaluate(
      method,
      permuted(logits),
      labels.map((label) => order.indexOf(label)),
    );
    expectClose(after.value, value);
    expectClose(after.gradient, permuted(gradient));
  });

  it("gives a row alone what it gives it among others", () => {
    const alone = evaluate(method, logits.slice(classes, 2 * classes), labels.slice(1, 2));
    expect(alone.value[0]).toBe(value[1]);
    expect(alone.gradient).toEqual(gradient.slice(classes, 2 * classes));
  });

  it("stays finite for logits of ±10,000", () => {
    const extreme = logits.map((z) => (z > 0 ? 1e4 : -1e4));
    const { value: values, gradient: slopes } = evaluate(method, extreme, labels);
    expect([...values, ...slopes].every(Number.isFinite)).toBe(true);
  });

  it("pulls to its effective target: there the loss is flat", () => {
    const target = method.effectiveTarget(labels[0], classes);
    const at = target.map((mass) => Math.log(Math.max(mass, 1e-300)));
    evaluate(method, at, labels.slice(0, 1)).gradient.forEach((slope) => expect(slope).toBeCloseTo(0, 12));
  });
});

describe("α = 0", () => {
  const random = createRandom("hard");
  const logits = Float64Array.from({ length: rows * classes }, () => 2 * random.normal());
  const labels = Int32Array.from({ length: rows }, () => random.integer(classes));
  const softened = methods.filter(([, method]) => method.parameters.alpha === 0);

  it.each(softened)("%s is hard", (_, method) => {
    const hard = evaluate(parseMethod("hard"), logits, labels);
    const { value, gradient } = evaluate(method, logits, labels);
    expectClose(value, hard.value, 14);
    expectClose(gradient, hard.gradient, 14);
  });
});
