// Verdicts: each method against the baseline in each metric, over the seeds that both have finished.
import {
  compareScores,
  holm,
  judge,
  metricTable,
  type Comparison,
  type MetricDefinition,
  type ScoreColumns,
} from "@softlabel/core";
import type { AnalysedTrial } from "./analysedTrial.ts";
import type { VerdictResult } from "./results.ts";

/** A method's finished trials by seed. */
interface MethodTrials {
  readonly method: string;
  readonly bySeed: ReadonlyMap<number, AnalysedTrial>;
}

function trialsOf(method: string, trials: readonly AnalysedTrial[]): MethodTrials {
  const own = trials.filter(({ trial }) => trial.method === method);
  return { method, bySeed: new Map(own.map((each) => [each.trial.seed, each])) };
}

/** The trial's scores in a metric; those after temperature scaling are only asked for where there are some. */
function columnsOf({ examples, examplesScaled }: AnalysedTrial, metric: MetricDefinition): ScoreColumns {
  return metric.scaled ? examplesScaled! : examples;
}

function compareMethods(metric: MetricDefinition, method: MethodTrials, baseline: MethodTrials): Comparison {
  const common = [...method.bySeed.keys()].filter((seed) => baseline.bySeed.has(seed));
  const columns = ({ bySeed }: MethodTrials): ScoreColumns[] =>
    common.map((seed) => columnsOf(bySeed.get(seed)!, metric));
  return compareScores(metric, columns(method), columns(baseline));
}

/** All methods in one metric; Holm's correction goes over them. */
function verdictsIn(
  metric: MetricDefinition,
  methods: readonly MethodTrials[],
  baseline: MethodTrials,
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
  noun: string,
): VerdictResult[] {
  const [baseline, ...others] = methods.map((method) => trialsOf(method, trials));
  const paired = others.filter(({ bySeed }) => [...bySeed.keys()].some((seed) => baseline.bySeed.has(seed)));
  const scalable = [baseline, ...paired].every(({ bySeed }) =>
    [...bySeed.values()].every(({ examplesScaled }) => examplesScaled !== null),
  );
  return metricTable
    .filter((metric) => scalable || !metric.scaled)
    .flatMap((metric) => verdictsIn(metric, paired, baseline, noun));
}
