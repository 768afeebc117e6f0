// Compares two methods in a metric that is a mean over examples, over paired seeds and the same test examples.
import { check, checkRange, fail } from "../base/check.ts";
import { readOptions } from "../base/options.ts";
import { CompensatedSum, mean } from "../base/sum.ts";
import { differenceOf, negated, pValuesOf, type Comparison } from "./comparison.ts";
import { isRankingMetric, type MeanMetric, type MetricDefinition } from "./metricDefinition.ts";
import { inferenceOf, pValueAgainst, type Evidence, type Inference } from "./pairedInference.ts";
import { pairedSums, type PairedSums } from "./pairedSums.ts";
import { checkRows } from "./takeApart.ts";
import { evidenceOf } from "./twoWayInterval.ts";
import { amountRules, type AmountContext } from "./unseenAmounts.ts";

/** Scores of N examples as `scoreExamples` gives them. */
export interface ScoreColumns extends Readonly<Partial<Record<MeanMetric["column"], Float64Array>>> {
  /** Weights of the examples, for metrics that are weighted. */
  readonly balance?: Float64Array;
}

/** What is known of the data that scores are of. */
export interface CompareOptions {
  /** K, the number of classes. */
  readonly classes: number;
  /** What methods that are equally good may differ by: 0 unless told otherwise. The p-value is of no larger difference, and the margin is smaller by it. */
  readonly negligible?: number;
  /** Why nothing can be said, for instance that a temperature is undetermined. */
  readonly undecidable?: string | undefined;
}

/** A difference that is this share of the scores' size is rounding of sums. */
const rounding = 1e-9;

/** The metric of every example, for each seed: score times sign and weight. */
function valuesOf({ key, column, sign, weight }: MeanMetric, seeds: readonly ScoreColumns[]): Float64Array[] {
  const missing = (what: string): never => fail("compareScores", `${what} of every example for ${key}`, "none");
  return seeds.map((scores) => {
    const own = scores[column] ?? missing(column);
    const weights = weight === undefined ? undefined : (scores[weight] ?? missing(weight));
    const values = new Float64Array(own.length);
    for (let i = 0; i < own.length; i++) values[i] = sign * (weights?.[i] ?? 1) * own[i];
    return values;
  });
}

/** The largest weight of an example, 1 where the metric has none. */
function largestWeightOf({ weight }: MeanMetric, [scores]: readonly ScoreColumns[]): number {
  const weights = weight && scores[weight];
  return weights?.reduce((most, own) => Math.max(most, own), 0) ?? 1;
}

/** (1/N) Σ |score| */
function meanSize(scores: Float64Array): number {
  const total = new CompensatedSum();
  for (const score of scores) total.add(Math.abs(score));
  return total.value / scores.length;
}

/** The larger mean of |score| of both arms, or 1 for scores that are bounded. */
function sizeOf(metric: MeanMetric, arms: readonly (readonly Float64Array[])[]): number {
  if (!amountRules[metric.amounts].sizedByScores) return 1;
  return Math.max(...arms.map((rows) => mean(rows.map(meanSize))));
}

/** a + sign · b, example by example, for each seed; what is no more than rounding is 0. */
function combine(
  a: readonly Float64Array[],
  b: readonly Float64Array[],
  sign: 1 | -1,
  size: number,
): readonly Float64Array[] {
  return a.map((row, s) => {
    const other = b[s];
    const combined = new Float64Array(row.length);
    for (let i = 0; i < row.length; i++) {
      const difference = row[i] + sign * other[i];
      if (Math.abs(difference) > rounding * size) combined[i] = difference;
    }
    return combined;
  });
}

/** Inference on paired values, for differences and for their absence. */
interface Judged {
  readonly sums: PairedSums;
  readonly evidence: Evidence;
  readonly inference: Inference;
  readonly forEquivalence: Inference;
}

function judgeSums(sums: PairedSums, { amounts }: MeanMetric, context: AmountContext): Judged {
  const rule = amountRules[amounts];
  const evidence = evidenceOf(sums, amounts, rule.forInterval(sums.largest, context));
  const equal = evidenceOf(sums, amounts, rule.forEquality(sums.largest, context));
  return { sums, evidence, inference: inferenceOf(evidence), forEquivalence: inferenceOf(equal) };
}

/** |baseline| - |method|, by c = method - baseline and s = method + baseline: -sgn(c s) min(|c|, |s|). */
function distanceBy(c: number, s: number): number {
  return 0 - Math.sign(c) * Math.sign(s) * Math.min(Math.abs(c), Math.abs(s));
}

/**
 * |baseline| - |method|, the advantage where nearer to zero is better. Its interval holds the values that it takes where
 * change and sum are in theirs; it rises or falls throughout with each, so that the ends are among the four corners.
 */
function distanceInference(change: Inference, sum: Inference): Inference {
  return {
    difference: distanceBy(change.difference, sum.difference),
    intervalAt: (alpha) => {
      const [ofSum, ofChange] = [sum.intervalAt(alpha), change.intervalAt(alpha)];
      const corners = ofChange.flatMap((c) => ofSum.map((s) => distanceBy(c, s)));
      return [Math.min(...corners), Math.max(...corners)];
    },
  };
}

/** Seeds in which the baseline's mean is farther from zero than the method's, and in which it is nearer. */
function countDistances(m: readonly Float64Array[], b: readonly Float64Array[]) {
  const nearer = m.map((row, s) => Math.abs(mean(b[s])) - Math.abs(mean(row)));
  return {
    seedsWorse: nearer.filter((value) => value < 0).length,
    seedsBetter: nearer.filter((value) => value > 0).length,
  };
}

/** What a comparison says of its advantage. */
type Advantage = Pick<
  Comparison,
  "advantage" | "seedsWorse" | "seedsBetter" | "pValue" | "equivalencePValue" | "undecidable" | "evidence"
>;

/** Nearer to zero is better: the difference differs from zero only where change and sum both do, so the larger p-value holds. */
function nearerZero(
  { margin }: MeanMetric,
  [m, b]: readonly (readonly Float64Array[])[],
  change: Judged,
  sum: Judged,
  undecidable: string | undefined,
): Advantage {
  const inference = distanceInference(change.inference, sum.inference);
  const forEquivalence = distanceInference(change.forEquivalence, sum.forEquivalence);
  const [ofChange, ofSum] = [change, sum].map((one) => pValueAgainst(one.inference, 0));
  const values = pValuesOf(inference, forEquivalence, margin, undecidable);
  return {
    ...values,
    pValue: values.pValue === null ? null : Math.max(ofChange, ofSum),
    advantage: differenceOf(inference),
    evidence: ofSum > ofChange ? sum.evidence : change.evidence,
    ...countDistances(m, b),
  };
}

function oneDirection(
  metric: MeanMetric,
  change: Judged,
  undecidable: string | undefined,
  negligible: number,
): Advantage {
  const { inference, forEquivalence, evidence, sums } = change;
  const own = differenceOf(inference, amountRules[metric.amounts].bound);
  const higher = metric.better === "higher";
  return {
    ...pValuesOf(inference, forEquivalence, metric.margin, undecidable, negligible),
    advantage: higher ? own : negated(own),
    evidence,
    seedsWorse: higher ? sums.seedsBelowZero : sums.seedsAboveZero,
    seedsBetter: higher ? sums.seedsAboveZero : sums.seedsBelowZero,
  };
}

/**
 * Compares a method with a baseline in one metric.
 *
 * The differences are taken example by example and seed by seed, `D[s][i] = method - baseline`; those below 1e-9 of the
 * scores' size are 0. Interval and p-values are those of `twoWayInterval`. For the signed gap, where nearer to zero is
 * better, the advantage is |baseline| - |method|.
 *
 * @param metric a row of `comparedMetrics` that is a mean over examples; for the others there is `compareRankings`
 * @param method scores of the test examples by `scoreExamples` (at the fitted temperature if `metric.scaled`), a seed an entry
 * @param baseline the same of the baseline, with the same seeds in the same order
 * @param options the number of classes
 * @throws UsageError if seeds or examples of the two do not match, a score is not finite or the metric is not a mean
 * @example
 * ```ts
 * import { compareScores, metricNamed, scoreExamples } from "@softlabel/core";
 * const labels = new Int32Array([0, 1]);
 * const method = [scoreExamples(new Float64Array([1, 0, 0, 1]), labels, 2)];
 * const baseline = [scoreExamples(new Float64Array([1, 0, 1, 0]), labels, 2)];
 * const { scores, change } = compareScores(metricNamed("accuracy"), method, baseline, { classes: 2 });
 * scores; // => { method: 1, baseline: 0.5 }
 * change.difference; // => 0.5
 * ```
 */
export function compareScores(
  metric: MetricDefinition,
  method: readonly ScoreColumns[],
  baseline: readonly ScoreColumns[],
  options: CompareOptions,
): Comparison {
  const who = "compareScores";
  const { classes, undecidable, negligible } = readOptions(who, options, {
    ...{ classes: undefined, undecidable: undefined, negligible: 0 },
  });
  checkRange(who, "classes", classes, { from: 2, to: Infinity, integer: true });
  if (isRankingMetric(metric)) fail(who, "a metric that is a mean over examples", metric.key, "use compareRankings");
  check(method.length > 0, who, "at least one seed", method.length);
  check(method.length === baseline.length, who, `${method.length} seeds of the baseline, too`, baseline.length);
  const [m, b] = [valuesOf(metric, method), valuesOf(metric, baseline)];
  const [{ length: examples }] = m;
  checkRows(who, m, examples, { values: "scores", whose: "of the method, " });
  checkRows(who, b, examples, { values: "scores", whose: "of the baseline, " });
  const context = { classes, largestWeight: largestWeightOf(metric, method) };
  const size = sizeOf(metric, [m, b]);
  const change = judgeSums(pairedSums(combine(m, b, -1, size)), metric, context);
  const reason = undecidable ?? (examples === 1 ? "a single test example" : undefined);
  const offset = metric.column === "error" ? 1 : 0;
  const score = (values: readonly Float64Array[]): number => offset + mean(values.map((row) => mean(row)));
  const judged =
    metric.better === "nearer zero"
      ? nearerZero(metric, [m, b], change, judgeSums(pairedSums(combine(m, b, 1, size)), metric, context), reason)
      : oneDirection(metric, change, reason, negligible);
  const scores = { method: score(m), baseline: score(b) };
  const own = differenceOf(change.inference, amountRules[metric.amounts].bound);
  return { metric, seeds: m.length, examples, scores, size, change: own, ...judged };
}
