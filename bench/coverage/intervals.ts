// The intervals whose coverage is asked, by row of the table: each from one simulated experiment.
import {
  bootstrapRankings,
  compareRankings,
  compareScores,
  comparedMetrics,
  isRankingMetric,
  studentQuantile,
  type Random,
  type RankingDraws,
} from "@softlabel/core";
import type { Pair } from "./simulate.ts";

/** A difference, and what is said of it. */
export interface Estimate {
  readonly difference: number;
  readonly interval: readonly [number, number];
}

const unscaled = comparedMetrics("accuracy").filter(({ scaled }) => !scaled);

/** Both resampled at once (Owen 2007), for comparison: seeds and examples independently, the standard error of all draws. */
function pigeonhole(method: readonly RankingDraws[], baseline: readonly RankingDraws[], random: Random): Estimate {
  const seeds = method.length;
  const of = ({ statistics }: RankingDraws) => statistics.augrc;
  const mean = (value: (s: number) => number): number => {
    const values = Array.from({ length: seeds }, (_, s) => value(s));
    return values.reduce((sum, each) => sum + each, 0) / seeds;
  };
  const difference = mean((s) => of(method[s]).value - of(baseline[s]).value);
  const drawn = Array.from(of(method[0]).draws, (_, d) => {
    const chosen = Array.from({ length: seeds }, () => random.integer(seeds));
    return mean((s) => of(method[chosen[s]]).draws[d] - of(baseline[chosen[s]]).draws[d]);
  });
  const middle = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
  const variance = drawn.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (drawn.length - 1);
  const half = studentQuantile(0.975, Math.max(1, seeds - 1)) * Math.sqrt(variance);
  return { difference, interval: [difference - half, difference + half] };
}

/** Not judged: what the intervals above it are measured against. */
export const comparisonRow = "augrc, pigeonhole";

/** The estimate of every row. */
export function estimates({ method, baseline }: Pair, draws: number, random: Random): Map<string, Estimate> {
  const drawn = bootstrapRankings([...method, ...baseline], { draws, seed: random.uint32() });
  const [own, other] = [drawn.slice(0, method.length), drawn.slice(method.length)];
  const rows = unscaled.map((metric) => {
    const comparison = isRankingMetric(metric)
      ? compareRankings(metric, own, other)!
      : compareScores(metric, method, baseline);
    return [metric.key, comparison.change] as const;
  });
  return new Map<string, Estimate>([...rows, [comparisonRow, pigeonhole(own, other, random)]]);
}
