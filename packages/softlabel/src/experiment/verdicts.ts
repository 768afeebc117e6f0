// Verdicts: each method against the baseline in each metric, over the seeds that both have finished.
import {
  compareScores,
  holm,
  judge,
  metricTable,
  scoreExamples,
  type Comparison,
  type MetricDefinition,
  type ScoreColumns,
} from "@softlabel/core";
import type { AnalysedTrial } from "./analysedTrial.ts";
import type { VerdictResult } from "./results.ts";

/** A method's scores by seed, at temperature 1 and at each trial's fitted one. */
interface MethodScores {
  readonly method: string;
  readonly seeds: readonly number[];
  columns(metric: MetricDefinition, seed: number): ScoreColumns;
  readonly hasTemperatures: boolean;
}

function scoresOf(method: string, trials: readonly AnalysedTrial[], classes: number): MethodScores {
  const own = trials.filter(({ trial }) => trial.method === method);
  const score = ({ test, temperature }: AnalysedTrial, scaled: boolean): ScoreColumns =>
    scoreExamples(test.logits, test.labels, classes, scaled ? (temperature ?? 1) : 1);
  const plain = new Map(own.map((trial) => [trial.trial.seed, score(trial, false)]));
  const scaled = new Map(own.map((trial) => [trial.trial.seed, score(trial, true)]));
  return {
    method,
    seeds: own.map(({ trial }) => trial.seed),
    columns: (metric, seed) => (metric.scaled ? scaled : plain).get(seed)!,
    hasTemperatures: own.every(({ temperature }) => temperature !== null),
  };
}

function compareMethods(metric: MetricDefinition, method: MethodScores, baseline: MethodScores): Comparison {
  const common = method.seeds.filter((seed) => baseline.seeds.includes(seed));
  const columns = (scores: MethodScores): ScoreColumns[] => common.map((seed) => scores.columns(metric, seed));
  return compareScores(metric, columns(method), columns(baseline));
}

/** All methods in one metric; Holm's correction goes over them. */
function verdictsIn(
  metric: MetricDefinition,
  methods: readonly MethodScores[],
  baseline: MethodScores,
  noun: string,
): VerdictResult[] {
  const comparisons = methods.map((method) => compareMethods(metric, method, baseline));
  const adjusted = holm(comparisons.map(({ advantage }) => advantage.pValue));
  return comparisons.map((comparison, i) => {
    const { change, advantage } = comparison;
    const { method } = methods[i];
    const judged = judge({ method, baseline: baseline.method, comparison, adjustedPValue: adjusted[i], noun });
    return {
      method,
      metric: metric.key,
      difference: change.difference,
      interval: change.interval,
      pValue: advantage.pValue,
      adjustedPValue: adjusted[i],
      primary: metric.primary,
      ...judged,
    };
  });
}

/**
 * The verdicts on every method that shares at least one finished seed with the baseline.
 * @param methods the baseline first
 * @param noun what an example is called
 */
export function verdictsOf(
  methods: readonly string[],
  trials: readonly AnalysedTrial[],
  classes: number,
  noun: string,
): VerdictResult[] {
  const [baseline, ...others] = methods.map((method) => scoresOf(method, trials, classes));
  const paired = others.filter(({ seeds }) => seeds.some((seed) => baseline.seeds.includes(seed)));
  const scalable = [baseline, ...paired].every(({ hasTemperatures }) => hasTemperatures);
  return metricTable
    .filter((metric) => scalable || !metric.scaled)
    .flatMap((metric) => verdictsIn(metric, paired, baseline, noun));
}
