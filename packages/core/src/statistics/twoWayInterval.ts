// The interval of a mean difference over seeds and test examples at once.
import { check, checkRange } from "../check.ts";
import { studentCdf, studentQuantile } from "./studentT.ts";

/** A mean difference over seeds and examples, and how far it can be trusted. */
export interface TwoWayInterval {
  /** Mean difference over seeds and examples. */
  readonly difference: number;
  /** √V; Infinity for one seed with one example, which say nothing about spread. */
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  readonly interval: [number, number];
  /** Two-sided, against a difference of zero. */
  readonly pValue: number;
  readonly seeds: number;
  readonly examples: number;
  /** Seeds whose mean difference is below zero. */
  readonly seedsBelowZero: number;
  /** Seeds whose mean difference is above zero. */
  readonly seedsAboveZero: number;
}

/** Means and sums of squares of a table of differences, a row a seed, a column an example. */
interface Layout {
  readonly mean: number;
  readonly rowMeans: Float64Array;
  readonly rowSquares: number;
  readonly columnSquares: number;
  readonly residualSquares: number;
}

const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

/** Σ (value - mean)² */
const squaresAround = (values: Float64Array, mean: number): number =>
  values.reduce((sum, value) => sum + (value - mean) ** 2, 0);

function layOut(differences: readonly Float64Array[]): Layout {
  const [seeds, examples] = [differences.length, differences[0].length];
  const rowMeans = Float64Array.from(differences, (row) => sumOf(row) / examples);
  const mean = sumOf(rowMeans) / seeds;
  const columnMeans = new Float64Array(examples);
  for (const row of differences) for (let i = 0; i < examples; i++) columnMeans[i] += row[i] / seeds;
  let residualSquares = 0;
  differences.forEach((row, s) => {
    for (let i = 0; i < examples; i++) residualSquares += (row[i] - rowMeans[s] - columnMeans[i] + mean) ** 2;
  });
  const rowSquares = squaresAround(rowMeans, mean);
  return { mean, rowMeans, rowSquares, columnSquares: squaresAround(columnMeans, mean), residualSquares };
}

/** `numerator / denominator`, and 0 where there are no degrees of freedom to divide by. */
const over = (numerator: number, denominator: number): number => (denominator > 0 ? numerator / denominator : 0);

/** V and its degrees of freedom (Satterthwaite), never fewer than those of the seeds. */
function variance(layout: Layout, seeds: number, examples: number): { value: number; degreesOfFreedom: number } {
  const ofSeeds = over(layout.rowSquares, (seeds - 1) * seeds);
  const ofExamples = over(layout.columnSquares, (examples - 1) * examples);
  const ofRest = over(layout.residualSquares, (seeds - 1) * (examples - 1) * seeds * examples);
  const value = Math.max(ofSeeds + ofExamples - ofRest, ofSeeds, ofExamples);
  const spread =
    over(ofSeeds ** 2, seeds - 1) +
    over(ofExamples ** 2, examples - 1) +
    over(ofRest ** 2, (seeds - 1) * (examples - 1));
  const fewest = seeds > 1 ? seeds - 1 : examples - 1;
  return { value, degreesOfFreedom: Math.max(fewest, over(value ** 2, spread)) };
}

function checkDifferences(who: string, differences: readonly Float64Array[]): void {
  check(differences.length > 0, who, "at least one seed", differences.length);
  const examples = differences[0].length;
  check(examples > 0, who, "at least one example", examples);
  differences.forEach((row, s) => {
    check(
      row.length === examples,
      who,
      `${examples} examples for every seed`,
      `${row.length} for seed number ${s + 1}`,
    );
    const at = row.findIndex((value) => !Number.isFinite(value));
    check(at < 0, who, "finite differences", `${row[at]} for seed number ${s + 1}, example ${at}`);
  });
}

/**
 * The confidence interval of a mean difference that holds for new seeds and new examples alike.
 *
 * With d the mean, d_s the means of seeds and d_i those of examples: `V_s = var(d_s)/S`, `V_i = var(d_i)/N`,
 * `V_r = residual mean square/(SN)`, `V = max(V_s + V_i - V_r, V_s, V_i)`; the interval is `d ± t √V` with
 * `max(S-1, V² / (V_s²/(S-1) + V_i²/(N-1) + V_r²/((S-1)(N-1))))` degrees of freedom. One seed leaves V = V_i with N-1:
 * the luck of the seed is then not included. Where all differences are equal the interval has no width, which is no
 * evidence of much when they are few.
 *
 * @param differences an array of N paired differences for each of S seeds
 * @param level of confidence, between 0 and 1
 * @throws UsageError where there are no differences, seeds differ in length or a difference is not finite
 * @see F. E. Satterthwaite, An approximate distribution of estimates of variance components, Biometrics Bulletin 2, 1946
 * @example
 * ```ts
 * import { twoWayInterval } from "@softlabel/core";
 * const { difference, standardError, degreesOfFreedom } = twoWayInterval([new Float64Array([1, 0, 0, 1])]);
 * difference; // => 0.5
 * standardError; // => Math.sqrt(1 / 3 / 4)
 * degreesOfFreedom; // => 3
 * ```
 */
export function twoWayInterval(differences: readonly Float64Array[], level = 0.95): TwoWayInterval {
  const who = "twoWayInterval";
  checkDifferences(who, differences);
  checkRange(who, "level", level, { from: 0, to: 1, open: "both" });
  const [seeds, examples] = [differences.length, differences[0].length];
  const layout = layOut(differences);
  return {
    difference: layout.mean,
    ...inference(layout, seeds, examples, level),
    seeds,
    examples,
    seedsBelowZero: layout.rowMeans.filter((value) => value < 0).length,
    seedsAboveZero: layout.rowMeans.filter((value) => value > 0).length,
  };
}

type Inference = Pick<TwoWayInterval, "standardError" | "degreesOfFreedom" | "interval" | "pValue">;

function inference(layout: Layout, seeds: number, examples: number, level: number): Inference {
  if (seeds * examples === 1)
    return { standardError: Infinity, degreesOfFreedom: 0, interval: [-Infinity, Infinity], pValue: 1 };
  const { value, degreesOfFreedom } = variance(layout, seeds, examples);
  const standardError = Math.sqrt(value);
  const half = studentQuantile((1 + level) / 2, degreesOfFreedom) * standardError;
  const t = layout.mean === 0 ? 0 : Math.abs(layout.mean) / standardError;
  return {
    standardError,
    degreesOfFreedom,
    interval: [layout.mean - half, layout.mean + half],
    pValue: 2 * studentCdf(-t, degreesOfFreedom),
  };
}
