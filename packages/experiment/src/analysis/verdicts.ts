// Verdicts: each method against the baseline in each metric, over the seeds that both have finished.
import {
  bootstrapRankings,
  compareRankings,
  comparedMetrics,
  compareScores,
  holm,
  isRankingMetric,
  judge,
  mcNemarTest,
  probabilityOfImprovement,
  type Comparison,
  type MetricDefinition,
  type RankingDraws,
} from "@softlabel/core";
import type { AnalysedTrial } from "./analysedTrial.ts";
import type { DataDescription, VerdictResult } from "../results/results.ts";

/** A finished trial with what its metrics are compared by, as trained and, where there is a temperature, scaled. */
interface ComparedTrial {
  readonly trial: AnalysedTrial;
  readonly draws: RankingDraws;
  readonly drawsScaled: RankingDraws | undefined;
}

/** A method's finished trials by seed. */
interface MethodTrials {
  readonly method: string;
  readonly bySeed: ReadonlyMap<number, ComparedTrial>;
}

/** The trials whose seed both their method and the baseline have finished: no others are resampled, which takes every example's scores. */
function sharedTrials([baseline, ...others]: readonly string[], trials: readonly AnalysedTrial[]): AnalysedTrial[] {
  const ofBaseline = trials.filter(({ trial }) => trial.method === baseline);
  const seeds = new Set(ofBaseline.map(({ trial }) => trial.seed));
  const own = trials.filter(({ trial }) => others.includes(trial.method) && seeds.has(trial.seed));
  const shared = new Set(own.map(({ trial }) => trial.seed));
  return [...ofBaseline.filter(({ trial }) => shared.has(trial.seed)), ...own];
}

/** Every ranking by the same resamplings of the test examples. */
function drawAll(trials: readonly AnalysedTrial[]): ComparedTrial[] {
  const scaled = trials.flatMap(({ examplesScaled }) => examplesScaled ?? []);
  const draws = bootstrapRankings([...trials.map(({ examples }) => examples), ...scaled]);
  let next = trials.length;
  return trials.map((trial, t) => {
    const drawsScaled = trial.examplesScaled === null ? undefined : draws[next++];
    return { trial, draws: draws[t], drawsScaled };
  });
}

function trialsOf(method: string, trials: readonly ComparedTrial[]): MethodTrials {
  const own = trials.filter(({ trial }) => trial.trial.method === method);
  return { method, bySeed: new Map(own.map((each) => [each.trial.trial.seed, each])) };
}

/** The trials of both methods with the seeds that both have finished. */
function pairTrials(method: MethodTrials, baseline: MethodTrials): (readonly [ComparedTrial, ComparedTrial])[] {
  return [...method.bySeed].flatMap(([seed, own]) => {
    const other = baseline.bySeed.get(seed);
    return other === undefined ? [] : [[own, other] as const];
  });
}

/** Undefined where the metric is, as an AUROC without errors. Scaled scores are only asked for where there are some. */
function compareMethods(
  metric: MetricDefinition,
  method: MethodTrials,
  baseline: MethodTrials,
): Comparison | undefined {
  const pairs = pairTrials(method, baseline);
  const columns = (of: 0 | 1) =>
    pairs.map((pair) => (metric.scaled ? pair[of].trial.examplesScaled! : pair[of].trial.examples));
  if (!isRankingMetric(metric)) return compareScores(metric, columns(0), columns(1));
  const draws = (of: 0 | 1) => pairs.map((pair) => (metric.scaled ? pair[of].drawsScaled! : pair[of].draws));
  return compareRankings(metric, draws(0), draws(1));
}

/** What is said beside the interval: how many draws it rests on, how often the method wins; of one pair of runs, McNemar's test. */
function besides({ metric, advantage, draws }: Comparison, method: MethodTrials, baseline: MethodTrials) {
  const [[own, other]] = pairTrials(method, baseline);
  const single = metric.key === "accuracy" && advantage.seeds === 1;
  return {
    probabilityOfImprovement: probabilityOfImprovement(advantage),
    ...(draws === undefined ? {} : { draws }),
    ...(single ? { mcNemar: mcNemarTest(own.trial.examples.error, other.trial.examples.error) } : {}),
  };
}

/** All methods in one metric; Holm's correction goes over them. */
function verdictsIn(
  metric: MetricDefinition,
  methods: readonly MethodTrials[],
  baseline: MethodTrials,
  noun: string,
): VerdictResult[] {
  const compared = methods.flatMap((method) => {
    const comparison = compareMethods(metric, method, baseline);
    return comparison === undefined ? [] : [{ method, comparison }];
  });
  const adjusted = holm(compared.map(({ comparison }) => comparison.advantage.pValue));
  return compared.map(({ method, comparison }, i) => {
    const { change, advantage } = comparison;
    const names = { method: method.method, baseline: baseline.method };
    return {
      method: method.method,
      metric: metric.key,
      difference: change.difference,
      interval: change.interval,
      pValue: advantage.pValue,
      adjustedPValue: adjusted[i],
      primary: metric.primary,
      ...besides(comparison, method, baseline),
      ...judge({ ...names, comparison, adjustedPValue: adjusted[i], noun }),
    };
  });
}

/**
 * The verdicts on every method that shares at least one finished seed with the baseline, in every metric that is defined.
 * @param methods the baseline first
 * @param data what an example is called, and the accuracy that carries the verdict
 */
export function verdictsOf(
  methods: readonly string[],
  trials: readonly AnalysedTrial[],
  { noun, accuracyMetric }: Pick<DataDescription, "noun" | "accuracyMetric">,
): VerdictResult[] {
  const compared = drawAll(sharedTrials(methods, trials));
  const [baseline, ...others] = methods.map((method) => trialsOf(method, compared));
  const paired = others.filter(({ bySeed }) => bySeed.size > 0);
  const scalable = compared.every(({ drawsScaled }) => drawsScaled !== undefined);
  return comparedMetrics(accuracyMetric)
    .filter((metric) => scalable || !metric.scaled)
    .flatMap((metric) => verdictsIn(metric, paired, baseline, noun));
}
