// One pass over paired differences: the sums that every statement about them rests on.
import { over, takeApart } from "./takeApart.ts";
import type { Amounts } from "./rareAmounts.ts";

/** What S × N paired differences add up to. */
export interface PairedSums {
  readonly seeds: number;
  readonly examples: number;
  /** Mean over seeds and examples. */
  readonly difference: number;
  /** V_s = Σ (r_s - d)² / ((S-1) S), from the means of seeds; 0 for one seed. */
  readonly ofSeeds: number;
  /** V_i = Σ (c_i - d)² / ((N-1) N), from the means of examples over seeds; 0 where they differ by rounding alone. */
  readonly ofExamples: number;
  /** V_r = Σ (D_si - r_s - c_i + d)² / ((S-1)(N-1) S N); 0 for one seed. */
  readonly ofRest: number;
  /** Σ max(c_i, 0) over examples, and of the squares. */
  readonly gains: Amounts;
  /** Σ max(-c_i, 0), likewise. */
  readonly losses: Amounts;
  /** max |c_i| */
  readonly largest: number;
  readonly seedsBelowZero: number;
  readonly seedsAboveZero: number;
}

/** A deviation that is this share of the largest |c_i| is what rounding leaves of equal differences. */
const rounding = 1e-12;

/** A variance, and 0 where its root is no more than rounding. */
const withoutRounding = (variance: number, largest: number): number =>
  Math.sqrt(variance) <= rounding * largest ? 0 : variance;

/** Sum and squares of the amounts above zero, of `sign` times the values. */
function amountsOf(values: Float64Array, sign: 1 | -1): Amounts {
  let [sum, squares] = [0, 0];
  for (const value of values) {
    const amount = Math.max(sign * value, 0);
    sum += amount;
    squares += amount * amount;
  }
  return { sum, squares };
}

/** The sums of N differences for each of S seeds; at least one of each. */
export function pairedSums(differences: readonly Float64Array[]): PairedSums {
  const [seeds, examples] = [differences.length, differences[0].length];
  const { mean, rowMeans, columnMeans, rowSquares, columnSquares, residualSquares } = takeApart(differences);
  let largest = 0;
  for (const value of columnMeans) largest = Math.max(largest, Math.abs(value));
  return {
    seeds,
    examples,
    difference: mean,
    ofSeeds: withoutRounding(over(rowSquares, (seeds - 1) * seeds), largest),
    ofExamples: withoutRounding(over(columnSquares, (examples - 1) * examples), largest),
    ofRest: over(residualSquares, (seeds - 1) * (examples - 1) * seeds * examples),
    gains: amountsOf(columnMeans, 1),
    losses: amountsOf(columnMeans, -1),
    largest,
    seedsBelowZero: rowMeans.filter((value) => value < 0).length,
    seedsAboveZero: rowMeans.filter((value) => value > 0).length,
  };
}
