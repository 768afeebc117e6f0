// The smallest difference that another experiment of this size would probably show.
import { chiSquareQuantile } from "./distributions/chiSquare.ts";
import { normalCdf } from "./distributions/normal.ts";
import { twoSidedQuantile, type Evidence } from "./pairedInference.ts";
import { rootBetween } from "./distributions/root.ts";

/** The chance with which the difference is to show. */
const power = 0.8;

/** Φ⁻¹(0.8), as the published values have it. */
const normalAtPower = 0.8416;

/** Points at which a distribution is looked at, each the middle of as much probability. */
const gridSize = 200;

/** Φ(x), 0 or 1 where that is equal to all digits of a sum. */
const chanceBelow = (x: number): number => (Math.abs(x) < 9 ? normalCdf(x) : Number(x > 0));

/**
 * c(S, α), in deviations of seeds: `mean over u, u' of Φ(c √u - t √u') = 0.8`.
 *
 * u and u' are χ²_ν/ν with ν = S - 1, t Student's quantile at α: the experiment that is to show the difference has its own
 * luck with the spread of seeds, and so has the one from which that spread is known.
 *
 * @param seeds S, at least 2
 * @param alpha of the two-sided test
 */
export function seedFactor(seeds: number, alpha: number): number {
  const degrees = seeds - 1;
  const t = twoSidedQuantile(alpha, degrees);
  const roots = Float64Array.from({ length: gridSize }, (_, k) =>
    Math.sqrt(chiSquareQuantile((k + 0.5) / gridSize, degrees) / degrees),
  );
  const short = (c: number): number => {
    let sum = 0;
    for (const own of roots) for (const other of roots) sum += chanceBelow(c * own - t * other);
    return sum / gridSize ** 2 - power;
  };
  return rootBetween(short, 0, 20 * t + 20, 1e-12 * t);
}

/**
 * `x80 = √(max(c² V_s + ρ e², e²))` with `e = E (q + 0.8416)/q`: a true difference of this size would be found in 4 of 5
 * experiments of this size.
 *
 * @param factor `seedFactor` for these seeds at α = 0.05 over the number of comparisons; unused for one seed
 * @param examples N
 * @param alpha 0.05 over the number of comparisons
 */
export function smallestVisible(evidence: Evidence, examples: number, alpha: number, factor: number): number {
  const { down, up } = evidence.reach(alpha);
  const q = twoSidedQuantile(alpha, examples - 1);
  const e = (Math.max(down, up) * (q + normalAtPower)) / q;
  if (evidence.seeds === 1) return e;
  return Math.sqrt(Math.max(factor ** 2 * evidence.ofSeeds + evidence.share * e * e, e * e));
}
