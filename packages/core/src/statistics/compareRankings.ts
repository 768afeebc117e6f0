// Compares two methods in a metric of all examples at once, over paired seeds and the same resamplings of the examples.
import { check, fail } from "../base/check.ts";
import { mean } from "../base/sum.ts";
import { readOptions } from "../base/options.ts";
import type { RankingDraws } from "./bootstrapRankings.ts";
import { differenceOf, negated, pValuesOf, type Comparison } from "./comparison.ts";
import { over, squaresAround, takeApart } from "./takeApart.ts";
import { isRankingMetric, type MetricDefinition } from "./metricDefinition.ts";
import { inferenceOf, nothingKnown, shareOfExamples, twoSidedQuantile, type Evidence } from "./pairedInference.ts";
import type { RankingKey } from "../evaluation/metricTable.ts";

/** A difference for each seed, of the statistic itself and of each draw in which it is defined. */
interface Differences {
  readonly values: Float64Array;
  readonly draws: readonly Float64Array[];
}

/** Method minus baseline; a draw counts only where the statistic is defined for all seeds of both. */
function subtract(
  statistic: RankingKey,
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
 * V_s comes from the seeds' differences; V_i is the variance over draws of the mean over seeds, and V_r what of each seed's
 * own variance over draws that leaves. Gains and losses cannot be told apart: the luck of the examples reaches q √V_i.
 */
function evidenceOf({ values, draws }: Differences, examples: number): Evidence {
  const [seeds, count] = [values.length, draws[0].length];
  const difference = mean(values);
  if (examples === 1) return { difference, seeds, ofSeeds: 0, share: 1, reach: nothingKnown };
  const { columnSquares, residualSquares } = takeApart(draws);
  // a bootstrap's variance is that of N numbers without Bessel's correction
  const unbiased = examples / (examples - 1);
  const ofExamples = over(unbiased * columnSquares, count - 1);
  const ofRest = over(unbiased * residualSquares, (seeds - 1) * (count - 1) * seeds);
  // half the harmonic mean of N - 1 and the draws' own: the variance is known from both
  const degrees = ((examples - 1) * (count - 1)) / (examples + count - 2);
  const deviation = Math.sqrt(ofExamples);
  return {
    difference,
    seeds,
    ofSeeds: over(squaresAround(values, difference), (seeds - 1) * seeds),
    share: shareOfExamples({ ofExamples, ofRest }),
    reach: (alpha) => {
      const reach = twoSidedQuantile(alpha, degrees) * deviation;
      return { down: reach, up: reach };
    },
  };
}

/** Draws that must be left where a statistic is not always defined. */
const fewestDefined = 50;

/**
 * Compares a method with a baseline in a metric of all examples at once, such as AUGRC.
 *
 * The interval is that of `twoWayInterval`, with E = q √V_i from resampled examples on both sides. (Resampling seeds along
 * with examples, the pigeonhole bootstrap, would count V_r three times.)
 *
 * @param metric a row of `metricTable` that `isRankingMetric`
 * @param method draws of each seed by one call of `bootstrapRankings` for all trials (at the fitted temperature if `metric.scaled`)
 * @param baseline the same of the baseline, with the same seeds in the same order
 * @param options why nothing can be said, where that is known: too few errors, an undetermined temperature
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
  options: { readonly undecidable?: string | undefined } = {},
): Comparison | undefined {
  const who = "compareRankings";
  const { undecidable } = readOptions(who, options, { undecidable: undefined });
  if (!isRankingMetric(metric)) fail(who, "a metric of all examples at once", metric.key, "use compareScores");
  const { statistic } = metric;
  checkPairs(who, statistic, method, baseline);
  const differences = subtract(statistic, method, baseline);
  const draws = differences.draws[0].length;
  const drawn = method[0].statistics[statistic].draws.length;
  if (!differences.values.every(Number.isFinite) || draws < Math.min(fewestDefined, drawn)) return undefined;
  const [seeds, { examples }] = [method.length, method[0]];
  const evidence = evidenceOf(differences, examples);
  const inference = inferenceOf(evidence);
  const change = differenceOf(inference);
  const score = (trials: readonly RankingDraws[]): number =>
    mean(trials.map(({ statistics }) => statistics[statistic].value));
  const higher = metric.better === "higher";
  const better = differences.values.filter((value) => (higher ? value > 0 : value < 0)).length;
  const equal = differences.values.filter((value) => value === 0).length;
  return {
    metric,
    seeds,
    examples,
    scores: { method: score(method), baseline: score(baseline) },
    change,
    advantage: higher ? change : negated(change),
    seedsBetter: better,
    seedsWorse: seeds - better - equal,
    size: 1,
    evidence,
    draws,
    ...pValuesOf(inference, inference, metric.margin, examples === 1 ? "a single test example" : undecidable),
  };
}

function checkPairs(
  who: string,
  statistic: RankingKey,
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
