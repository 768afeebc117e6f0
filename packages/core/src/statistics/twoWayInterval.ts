// The interval of a mean difference over seeds and test examples at once.
import { check, checkRange } from "../base/check.ts";
import { layOut } from "./layOut.ts";
import { infer, over, type Inference } from "./varianceComponents.ts";

/** A mean difference over seeds and examples, and how far it can be trusted. */
export interface TwoWayInterval extends Inference {
  /** Mean difference over seeds and examples. */
  readonly difference: number;
  readonly seeds: number;
  readonly examples: number;
  /** Seeds whose mean difference is below zero. */
  readonly seedsBelowZero: number;
  /** Seeds whose mean difference is above zero. */
  readonly seedsAboveZero: number;
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
 * `V_r = residual mean square/(SN)`, `V = max(V_s + V_i - V_r, V_s, V_i, V_r)`; the interval is `d ± t √V` with
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
  const { mean, rowMeans, rowSquares, columnSquares, residualSquares } = layOut(differences);
  const [seedDegrees, exampleDegrees] = [seeds - 1, examples - 1];
  const components = {
    ofSeeds: over(rowSquares, seedDegrees * seeds),
    seedDegrees,
    ofExamples: over(columnSquares, exampleDegrees * examples),
    exampleDegrees,
    ofRest: over(residualSquares, seedDegrees * exampleDegrees * seeds * examples),
  };
  return { difference: mean, ...infer(mean, components, level), examples, ...countSides(rowMeans) };
}

/** How many seeds there are, and on which side of zero their differences lie. */
export function countSides(
  rowMeans: Float64Array,
): Pick<TwoWayInterval, "seeds" | "seedsBelowZero" | "seedsAboveZero"> {
  return {
    seeds: rowMeans.length,
    seedsBelowZero: rowMeans.filter((value) => value < 0).length,
    seedsAboveZero: rowMeans.filter((value) => value > 0).length,
  };
}

/** The same result about differences of the other sign. */
export function negate(result: TwoWayInterval): TwoWayInterval {
  const [low, high] = result.interval;
  return {
    ...result,
    difference: -result.difference,
    interval: [-high, -low],
    seedsBelowZero: result.seedsAboveZero,
    seedsAboveZero: result.seedsBelowZero,
  };
}
