// What the variance of a mean over seeds and examples is made of, and the inference that follows from it.
import { studentCdf, studentQuantile } from "./studentT.ts";

/** Estimates of the variance of a mean, by source; each contains that of the rest. */
export interface VarianceComponents {
  /** V_s, from means over examples, and S - 1. */
  readonly ofSeeds: number;
  readonly seedDegrees: number;
  /** V_i, from means over seeds, and N - 1. */
  readonly ofExamples: number;
  readonly exampleDegrees: number;
  /** V_r, from what neither seed nor example explains; (S - 1)(N - 1) degrees of freedom. */
  readonly ofRest: number;
}

/** How far a mean difference can be trusted. */
export interface Inference {
  /** √V, 0 where all differences are equal but for rounding; Infinity for one seed with one example, which say nothing about spread. */
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  readonly interval: [number, number];
  /** Two-sided, against a difference of zero. */
  readonly pValue: number;
}

/** `numerator / denominator`, and 0 where there are no degrees of freedom to divide by. */
export function over(numerator: number, denominator: number): number {
  return denominator > 0 ? numerator / denominator : 0;
}

/** V = max(V_s + V_i - V_r, V_s, V_i, V_r): V_s and V_i contain V_r, which is counted once. */
function varianceOf({ ofSeeds, ofExamples, ofRest }: VarianceComponents): number {
  return Math.max(ofSeeds + ofExamples - ofRest, ofSeeds, ofExamples, ofRest);
}

/** Degrees of freedom of V (Satterthwaite), never fewer than those of the seeds. */
function degreesOf(components: VarianceComponents): number {
  const { ofSeeds, seedDegrees, ofExamples, exampleDegrees, ofRest } = components;
  const spread =
    over(ofSeeds ** 2, seedDegrees) +
    over(ofExamples ** 2, exampleDegrees) +
    over(ofRest ** 2, seedDegrees * exampleDegrees);
  return Math.max(seedDegrees > 0 ? seedDegrees : exampleDegrees, over(varianceOf(components) ** 2, spread));
}

/** A spread that is this share of the difference is what rounding leaves of equal ones. */
const rounding = 1e-12;

/** √V, and 0 where it is no more than rounding. */
function standardErrorOf(difference: number, components: VarianceComponents): number {
  const standardError = Math.sqrt(varianceOf(components));
  return standardError > rounding * Math.abs(difference) ? standardError : 0;
}

/** The interval of a difference, `± t √V`, and its p-value. */
export function infer(difference: number, components: VarianceComponents, level: number): Inference {
  if (components.seedDegrees + components.exampleDegrees === 0)
    return { standardError: Infinity, degreesOfFreedom: 0, interval: [-Infinity, Infinity], pValue: 1 };
  const standardError = standardErrorOf(difference, components);
  const degreesOfFreedom = degreesOf(components);
  const half = studentQuantile((1 + level) / 2, degreesOfFreedom) * standardError;
  const t = difference === 0 ? 0 : Math.abs(difference) / standardError;
  return {
    standardError,
    degreesOfFreedom,
    interval: [difference - half, difference + half],
    pValue: 2 * studentCdf(-t, degreesOfFreedom),
  };
}
