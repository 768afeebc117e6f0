// Compares two methods in a metric of all examples at once, over paired seeds and the same resamplings of the examples.
import { check, fail } from "../base/check.ts";
import type { RankingDraws } from "./bootstrapRankings.ts";
import type { Comparison } from "./compareScores.ts";
import { layOut, squaresAround } from "./layOut.ts";
import { isRankingMetric, type MetricDefinition } from "./metricDefinition.ts";
import type { RankingStatistic } from "./rankingStatistics.ts";
import { countSides, negate, type TwoWayInterval } from "./twoWayInterval.ts";
import { infer, over } from "./varianceComponents.ts";

const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** A difference for each seed, of the statistic itself and of each draw in which it is defined. */
interface Differences {
  readonly values: Float64Array;
  readonly draws: readonly Float64Array[];
}

/** Method minus baseline; a draw counts only where the statistic is defined for all seeds of both. */
function subtract(
  statistic: RankingStatistic,
  method: readonly RankingDraws[],
  baseline: readonly RankingDraws[],
): Differences {
  const pairs = method.map((draws, s) => [draws.statistics[statistic], baseline[s].statistics[statistic]] as const);
  const draws = pairs.map(([own, other]) => own.draws.map((value, d) => value - other.draws[d]));
  const defined = (d: number): boolean => draws.every((row) => Number.isFinite(row[d]));
  const values = Float64Array.from(pairs, ([own, other]) => own.value - other.value);
  return { values, draws: draws.map((row) => row.filter((_, d) => defined(d))) };
}

/**
 * The interval over seeds and examples.
 *
 * V_s comes from the seeds' differences; V_i is the variance over draws of the mean over seeds, and V_r what of each seed's
 * own variance over draws that leaves, both as in `twoWayInterval` with draws in place of examples.
 */
function intervalOf({ values, draws }: Differences, examples: number, level: number): TwoWayInterval {
  const [seeds, count] = [values.length, draws[0].length];
  const mean = meanOf(values);
  const { columnSquares, residualSquares } = layOut(draws);
  const seedDegrees = seeds - 1;
  // a bootstrap's variance is that of N numbers without Bessel's correction
  const unbiased = over(examples, examples - 1);
  const components = {
    ofSeeds: over(squaresAround(values, mean), seedDegrees * seeds),
    seedDegrees,
    ofExamples: over(unbiased * columnSquares, count - 1),
    // half the harmonic mean of N - 1 and the draws' own: the variance is known from both
    exampleDegrees: over((examples - 1) * (count - 1), examples + count - 2),
    ofRest: over(unbiased * residualSquares, seedDegrees * (count - 1) * seeds),
  };
  return { difference: mean, ...infer(mean, components, level), examples, ...countSides(values) };
}

/** Draws that must be left where a statistic is not always defined. */
const fewestDefined = 50;

/**
 * Compares a method with a baseline in a metric of all examples at once, such as AUGRC.
 *
 * The standard error joins the variance over seeds with that over resampled examples, √V with V = max(V_s + V_i - V_r, V_s, V_i, V_r)
 * as in `twoWayInterval`. (Resampling seeds along with examples, the pigeonhole bootstrap, would count V_r three times.)
 *
 * @param metric a row of `metricTable` that `isRankingMetric`
 * @param method draws of each seed by one call of `bootstrapRankings` for all trials (at the fitted temperature if `metric.scaled`)
 * @param baseline the same of the baseline, with the same seeds in the same order
 * @returns undefined where the metric is not defined for every seed, as an AUROC without errors, or in too few draws
 * @throws UsageError where seeds, examples or draws of the two do not match, or the metric is a mean over examples
 * @see A. B. Owen, The pigeonhole bootstrap, Annals of Applied Statistics 1, 2007
 * @example
 * ```ts
 * import { bootstrapRankings, compareRankings, metricNamed, scoreExamples } from "@softlabel/core";
 * const labels = new Int32Array([0, 0, 1]);
 * const method = scoreExamples(new Float64Array([3, 0, 2, 0, 1, 0]), labels, 2);
 * const baseline = scoreExamples(new Float64Array([1, 0, 2, 0, 3, 0]), labels, 2);
 * const [own, other] = bootstrapRankings([method, baseline]);
 * compareRankings(metricNamed("misclassificationAuroc"), [own], [other])?.scores; // => { method: 1, baseline: 0 }
 * ```
 */
export function compareRankings(
  metric: MetricDefinition,
  method: readonly RankingDraws[],
  baseline: readonly RankingDraws[],
): Comparison | undefined {
  const who = "compareRankings";
  if (!isRankingMetric(metric)) fail(who, "a metric of all examples at once", metric.key, "use compareScores");
  const { statistic } = metric;
  checkPairs(who, statistic, method, baseline);
  const differences = subtract(statistic, method, baseline);
  const draws = differences.draws[0].length;
  const drawn = method[0].statistics[statistic].draws.length;
  if (!differences.values.every(Number.isFinite) || draws < Math.min(fewestDefined, drawn)) return undefined;
  const change = intervalOf(differences, method[0].examples, 0.95);
  const score = (trials: readonly RankingDraws[]): number =>
    meanOf(Float64Array.from(trials, ({ statistics }) => statistics[statistic].value));
  const scores = { method: score(method), baseline: score(baseline) };
  return { metric, scores, change, advantage: metric.better === "higher" ? change : negate(change), draws };
}

function checkPairs(
  who: string,
  statistic: RankingStatistic,
  method: readonly RankingDraws[],
  baseline: readonly RankingDraws[],
): void {
  check(method.length > 0, who, "at least one seed", method.length);
  check(method.length === baseline.length, who, `${method.length} seeds of the baseline, too`, baseline.length);
  const [first] = method;
  const drawn = first.statistics[statistic].draws.length;
  for (const { examples, statistics } of [...method, ...baseline]) {
    check(examples === first.examples, who, `${first.examples} examples for every seed`, examples);
    const { length } = statistics[statistic].draws;
    check(length === drawn, who, `${drawn} draws for every seed, by one call of bootstrapRankings`, length);
  }
}
