// How far a backend's results are from the reference values; every backend's test reports its largest error with it.
import type { Evaluation } from "@softlabel/core";
import type { ReferenceCase } from "./referenceCases.ts";

/** The largest error over the cases of a file, and where it was. */
export interface LargestError {
  /** |got - expected| / max(1, largest |expected| of the array); Infinity where only one of the two is NaN. */
  readonly error: number;
  readonly where: string;
}

type Numbers = number | Float32Array | Float64Array;

const list = (numbers: Numbers): Float64Array =>
  typeof numbers === "number" ? Float64Array.of(numbers) : Float64Array.from(numbers);

/** The largest error of an array, relative to its scale, absolute where that is below 1. */
export function scaledError(got: Numbers, expected: Numbers): number {
  const [actual, wanted] = [list(got), list(expected)];
  if (actual.length !== wanted.length) return Infinity;
  const scale = wanted.reduce((most, value) => (Number.isNaN(value) ? most : Math.max(most, Math.abs(value))), 1);
  return actual.reduce((most, value, i) => {
    const error = Object.is(value, wanted[i]) ? 0 : Math.abs(value - wanted[i]) / scale;
    return Math.max(most, Number.isNaN(error) ? Infinity : error);
  }, 0);
}

/** The largest error of values and gradients together; `evaluations` are a backend's results, one a case. */
export function largestError(
  cases: readonly ReferenceCase[],
  evaluations: readonly (Evaluation<Float64Array> | Evaluation<Float32Array>)[],
): LargestError {
  return cases.reduce<LargestError>(
    (most, one, i) => {
      const { value, gradient } = evaluations[i];
      const ofGradient = one.gradient === undefined ? 0 : scaledError(gradient, one.gradient);
      const error = Math.max(0, scaledError(value, one.value) - one.rounding, ofGradient);
      return error > most.error ? { error, where: one.name } : most;
    },
    { error: 0, where: "no case" },
  );
}
