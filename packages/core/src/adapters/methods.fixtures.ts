// Every method on a few rows, with the value and the gradient that the float64 reference gives.
import { teacherLogits } from "../../../../test/methodTexts.ts";
import { matrixOps } from "../losses/matrix.ts";
import { parseMethod, type Method } from "../methods/method.ts";
import type { MethodDefinition } from "../methods/methodDefinition.ts";
import { methodTable } from "../methods/methodTable.ts";
import { createRandom } from "../base/random.ts";

/** How many rows and classes every case has. */
export const [rows, classes] = [6, 5];

/** A method's loss of some rows. */
export interface MethodCase {
  readonly method: Method;
  /** z, [rows, classes]. */
  readonly logits: Float32Array;
  /** Class indices, the last -100: a row to leave out. */
  readonly labels: Int32Array;
  /** What a teacher would say, for the methods that use one, [rows, classes]. */
  readonly teacher: Float32Array;
  /** [rows]. */
  readonly value: Float64Array;
  /** [rows, classes]. */
  readonly gradient: Float64Array;
}

/** A method as it is by default, with every word that may be chosen, and with every number halved towards its least. */
function textsOf({ name, parameters }: MethodDefinition): string[] {
  const others = parameters.flatMap(({ name: parameter, default: usual, choices = [], range }) => [
    ...choices.map((choice) => `${name}:${parameter}=${choice}`),
    ...(typeof usual === "number" && range && range.integer !== true
      ? [`${name}:${parameter}=${(usual + Math.max(range.from, -1)) / 2}`]
      : []),
  ]);
  return [name, ...others];
}

const similarities = Array.from({ length: classes ** 2 }, (_, i) => (i % (classes + 1) === 0 ? 0 : 1 + (i % 3)));

/** Texts beyond those that the table gives: classes that are treated unlike one another, a sum, parameters near a limit. */
const further = [
  "prior:0.2,frequencies=1/2/3/4/5",
  `similarity:0.2,matrix=${similarities.join("/")}`,
  "smooth:0.1+penalty",
  "bi-tempered:t1=0.5,t2=1.0001",
  "bi-tempered:t1=0.9999,t2=1.01",
  "gce:0.0001",
];

/** The methods' texts, each once. */
export const methodTexts: readonly string[] = [
  ...new Set([...methodTable.flatMap(textsOf), ...further].map((text) => String(parseMethod(text)))),
];

const teacher = Float32Array.from(teacherLogits(rows * classes));

/** The reference's value and gradient at the training's end. */
export function reference(method: Method, logits: Float32Array, targets: Float64Array) {
  const matrix = (data: ArrayLike<number>) => ({ rows, columns: classes, data: Float64Array.from(data) });
  const values = Object.entries(method.coefficients?.({ epoch: 1, epochs: 1 }) ?? {});
  const coefficients = Object.fromEntries(values.map(([name, value]) => [name, matrixOps.constant(value)]));
  const given = [matrix(logits), matrix(targets)] as const;
  const { value, gradient } = method.loss.rows(matrixOps, ...given, coefficients, matrix(teacher));
  return { value: value.data, gradient: gradient.data };
}

/** Target rows, zeros for the ignored one. */
export function targetRows(method: Method, labels: Int32Array): Float64Array {
  const targets = new Float64Array(rows * classes);
  targets.set(method.targets(labels.subarray(0, -1), classes));
  return targets;
}

/**
 * A case of a method.
 * @param text the method's
 * @param logit what a logit is made of a normal variate
 */
export function methodCase(text: string, logit: (normal: number) => number): MethodCase {
  const random = createRandom(text);
  const method = parseMethod(text);
  const logits = Float32Array.from({ length: rows * classes }, () => logit(random.normal()));
  const labels = Int32Array.from({ length: rows }, (_, row) => (row === rows - 1 ? -100 : random.integer(classes)));
  return { method, logits, labels, teacher, ...reference(method, logits, targetRows(method, labels)) };
}

/** The largest difference, relative to the largest magnitude expected, or to 1; Infinity where a number is not finite. */
export function largestDifference(got: ArrayLike<number>, expected: Float64Array): number {
  const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  const differences = expected.map((value, i) => Math.abs(got[i] - value) / scale);
  return differences.reduce((most, value) => (value > most || Number.isNaN(value) ? value : most), 0);
}
