// Bootstrap of metrics that are not means over examples: the same resamplings of the examples for every trial.
import { check, checkRange } from "../base/check.ts";
import { readOptions } from "../base/options.ts";
import { createRandom, type Random } from "../base/random.ts";
import type { RankingKey } from "../evaluation/metricTable.ts";
import {
  emptySample,
  rankExamples,
  rankingStatistics,
  takeSample,
  type RankedExamples,
  type RankedSample,
  type RankingColumns,
} from "./rankingStatistics.ts";

/** A statistic of the examples as they are, and of each resampling. */
export interface BootstrapDraws {
  /** NaN where it is not defined. */
  readonly value: number;
  readonly draws: Float64Array;
}

/** The ranking statistics of one trial. */
export interface RankingDraws {
  readonly examples: number;
  readonly statistics: Readonly<Record<RankingKey, BootstrapDraws>>;
}

const names = Object.keys(rankingStatistics) as RankingKey[];

/** Usual number of draws, and the least that very many examples leave. */
export const usualDraws = 1000;
const fewestDraws = 100;

/** As many draws as pass over 20 million examples per trial. */
function drawsFor(examples: number): number {
  return Math.min(usualDraws, Math.max(fewestDraws, Math.floor(2e7 / examples)));
}

/** N draws out of N examples with replacement: how often each was drawn. */
function resample(random: Random, counts: Uint16Array): void {
  counts.fill(0);
  for (let i = 0; i < counts.length; i++) counts[Math.floor((random.uint32() / 2 ** 32) * counts.length)] += 1;
}

function evaluate(sample: RankedSample, into: Record<RankingKey, Float64Array>, at: number): void {
  for (const name of names) into[name][at] = rankingStatistics[name](sample);
}

/** One array a statistic: entry 0 of the examples as they are, then one a draw. */
function emptyTable(draws: number): Record<RankingKey, Float64Array> {
  const entries = names.map((name) => [name, new Float64Array(draws + 1)] as const);
  return Object.fromEntries(entries) as Record<RankingKey, Float64Array>;
}

/**
 * Ranking statistics of trials on the same examples, and how they vary as these are resampled: risk at 80 % coverage, excess
 * AURC, AUGRC and misclassification AUROC.
 *
 * Each draw takes N of the N examples with replacement, the same for every trial, so that differences between trials are
 * paired. The examples of a trial are sorted once; a draw is one pass over them with counts as weights.
 *
 * @param trials error and log-confidence of N examples each, as `scoreExamples` gives them
 * @param options.draws 1000 unless told otherwise; from 20,000 examples on fewer, at least 100
 * @param options.seed of the draws
 * @returns a value and draws for each statistic of each trial, in the order of `trials`; NaN where a statistic is not defined
 * @throws UsageError where there is no example, trials differ in length or a score is not finite
 * @see B. Efron, Bootstrap methods: another look at the jackknife, Annals of Statistics 7, 1979
 * @example
 * ```ts
 * import { bootstrapRankings, scoreExamples } from "@softlabel/core";
 * const scores = scoreExamples(new Float64Array([3, 0, 2, 0, 1, 0]), new Int32Array([0, 0, 1]), 2);
 * const [{ statistics }] = bootstrapRankings([scores], { draws: 10 });
 * statistics.misclassificationAuroc.value; // => 1
 * statistics.augrc.draws.length; // => 10
 * ```
 */
export function bootstrapRankings(
  trials: readonly RankingColumns[],
  options: { readonly draws?: number; readonly seed?: number } = {},
): RankingDraws[] {
  const who = "bootstrapRankings";
  const given = readOptions(who, options, { draws: undefined, seed: 1 });
  if (trials.length === 0) return [];
  const examples = trials[0].error.length;
  for (const { error, logConfidence } of trials)
    for (const { length } of [error, logConfidence])
      check(length === examples, who, `${examples} examples for every trial`, length);
  const { draws = drawsFor(examples), seed } = given;
  checkRange(who, "draws", draws, { from: 2, to: Infinity, integer: true });
  const ranked = trials.map((columns) => rankExamples(who, columns));
  return drawAll(ranked, examples, draws, createRandom(seed).fork("bootstrap of examples")).map((table) => ({
    examples,
    statistics: Object.fromEntries(
      names.map((name) => [name, { value: table[name][0], draws: table[name].subarray(1) }]),
    ) as RankingDraws["statistics"],
  }));
}

function drawAll(
  ranked: readonly RankedExamples[],
  examples: number,
  draws: number,
  random: Random,
): Record<RankingKey, Float64Array>[] {
  const tables = ranked.map(() => emptyTable(draws));
  const counts = new Uint16Array(examples).fill(1);
  const sample = emptySample(examples);
  for (let draw = 0; draw <= draws; draw++) {
    if (draw > 0) resample(random, counts);
    ranked.forEach((each, t) => {
      takeSample(each, counts, sample);
      evaluate(sample, tables[t], draw);
    });
  }
  return tables;
}
