// Compares two methods in one metric, over paired seeds and the same test examples.
import { check, fail } from "../base/check.ts";
import { isRankingMetric, type MeanMetric, type MetricDefinition } from "./metricDefinition.ts";
import { negate, twoWayInterval, type TwoWayInterval } from "./twoWayInterval.ts";

/** Scores of N examples as `scoreExamples` gives them. */
export interface ScoreColumns extends Readonly<Record<MeanMetric["column"], Float64Array>> {
  /** Weights of the examples, for metrics that are weighted. */
  readonly balance?: Float64Array;
}

/** Two methods compared in one metric. */
export interface Comparison {
  readonly metric: MetricDefinition;
  /** The metric's mean over seeds and examples. */
  readonly scores: { readonly method: number; readonly baseline: number };
  /** Method minus baseline, in the metric's own direction. */
  readonly change: TwoWayInterval;
  /** How much better the method is than the baseline, above zero where it is; a verdict rests on its p-value. */
  readonly advantage: TwoWayInterval;
  /** Of a metric of all examples at once: how many resamplings of the examples the interval rests on. */
  readonly draws?: number;
  /** Of a weighted metric: the largest weight that an example has, where the mean is 1. */
  readonly largestWeight?: number;
}

/** The weights of the metric's examples; of one without, a weight of 1. */
function weightsOf({ key, weight }: MeanMetric, scores: ScoreColumns): (i: number) => number {
  if (weight === undefined) return () => 1;
  const { [weight]: weights = fail("compareScores", `${weight} of every example for ${key}`, "none") } = scores;
  return (i) => weights[i];
}

/** The metric of every example, for each seed. */
function valuesOf(metric: MeanMetric, seeds: readonly ScoreColumns[]): Float64Array[] {
  return seeds.map((scores) => {
    const weight = weightsOf(metric, scores);
    return scores[metric.column].map((value, i) => metric.sign * weight(i) * value);
  });
}

/** The largest weight of an example, where the metric is weighted. */
function largestWeightOf({ weight }: MeanMetric, [scores]: readonly ScoreColumns[]): { largestWeight?: number } {
  const weights = weight && scores[weight];
  return weights ? { largestWeight: weights.reduce((most, own) => Math.max(most, own), 0) } : {};
}

/** a + sign · b, example by example, for each seed. */
function combine(a: readonly Float64Array[], b: readonly Float64Array[], sign: 1 | -1): TwoWayInterval {
  return twoWayInterval(a.map((row, s) => row.map((value, i) => value + sign * b[s][i])));
}

const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** |baseline| - |method|, by c = method - baseline and s = method + baseline: -sgn(c s) min(|c|, |s|). */
function distanceBy(c: number, s: number): number {
  return -Math.sign(c) * Math.sign(s) * Math.min(Math.abs(c), Math.abs(s));
}

/**
 * |baseline| - |method|, the advantage where nearer to zero is better.
 *
 * It differs from zero only where change and sum both do, so that its p-value is the larger of theirs, and the spread that
 * of the less certain one. Its interval holds the values that it takes where both lie in theirs; it rises or falls throughout
 * with each, so that the ends are among those of the four corners.
 */
function distanceAdvantage(
  m: readonly Float64Array[],
  b: readonly Float64Array[],
  change: TwoWayInterval,
): TwoWayInterval {
  const sum = combine(m, b, 1);
  const lessCertain = sum.pValue > change.pValue ? sum : change;
  const [smaller] = [change, sum].sort((x, y) => Math.abs(x.difference) - Math.abs(y.difference));
  const corners = change.interval.flatMap((c) => sum.interval.map((s) => distanceBy(c, s)));
  const nearer = m.map((row, s) => Math.abs(meanOf(b[s])) - Math.abs(meanOf(row)));
  return {
    // a difference that is the same throughout leaves no chance to be judged
    ...(smaller.standardError === 0 ? smaller : lessCertain),
    difference: distanceBy(change.difference, sum.difference),
    interval: [Math.min(...corners), Math.max(...corners)],
    pValue: lessCertain.pValue,
    seedsBelowZero: nearer.filter((value) => value < 0).length,
    seedsAboveZero: nearer.filter((value) => value > 0).length,
  };
}

function advantageOf(metric: MeanMetric, m: Float64Array[], b: Float64Array[], change: TwoWayInterval): TwoWayInterval {
  if (metric.better === "nearer zero") return distanceAdvantage(m, b, change);
  return metric.better === "higher" ? change : negate(change);
}

/**
 * Compares a method with a baseline in one metric.
 *
 * The differences are taken example by example and seed by seed, `D[s][i] = method - baseline`, and go through
 * `twoWayInterval`. For the signed gap, where nearer to zero is better, the advantage is |baseline| - |method|.
 *
 * @param metric a row of `metricTable` that is a mean over examples; for the others there is `compareRankings`
 * @param method scores of the test examples by `scoreExamples` (at the fitted temperature if `metric.scaled`), a seed an entry
 * @param baseline the same of the baseline, with the same seeds in the same order
 * @throws UsageError where seeds or examples of the two do not match, a score is not finite or the metric is no mean
 * @example
 * ```ts
 * import { compareScores, metricNamed, scoreExamples } from "@softlabel/core";
 * const labels = new Int32Array([0, 1]);
 * const method = [scoreExamples(new Float64Array([1, 0, 0, 1]), labels, 2)];
 * const baseline = [scoreExamples(new Float64Array([1, 0, 1, 0]), labels, 2)];
 * const { scores, change } = compareScores(metricNamed("accuracy"), method, baseline);
 * scores; // => { method: 1, baseline: 0.5 }
 * change.difference; // => 0.5
 * ```
 */
export function compareScores(
  metric: MetricDefinition,
  method: readonly ScoreColumns[],
  baseline: readonly ScoreColumns[],
): Comparison {
  const who = "compareScores";
  if (isRankingMetric(metric)) fail(who, "a metric that is a mean over examples", metric.key, "use compareRankings");
  check(method.length === baseline.length, who, `${method.length} seeds of the baseline, too`, baseline.length);
  const [m, b] = [valuesOf(metric, method), valuesOf(metric, baseline)];
  m.forEach((row, s) => {
    check(b[s].length === row.length, who, `${row.length} examples of the baseline, too`, b[s].length);
  });
  const change = combine(m, b, -1);
  const offset = metric.column === "error" ? 1 : 0;
  const score = (values: Float64Array[]): number => offset + meanOf(Float64Array.from(values, meanOf));
  return {
    metric,
    scores: { method: score(m), baseline: score(b) },
    change,
    advantage: advantageOf(metric, m, b, change),
    ...largestWeightOf(metric, method),
  };
}
