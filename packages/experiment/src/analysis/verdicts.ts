// Verdicts: each method against the baseline in each metric, over the seeds that both have finished.
import { listed, type PrimaryQuestion } from "@softlabel/core/internal";
import {
  bootstrapRankings,
  compareRankings,
  comparedMetrics,
  compareScores,
  isRankingMetric,
  judge,
  mcNemarTest,
  probabilityOfImprovement,
  type Comparison,
  type Judgement,
  type MethodComparison,
  type MetricDefinition,
  type RankingDraws,
  type ScoreColumns,
} from "@softlabel/core";
import type { AnalysedTrial } from "./analysedTrial.ts";
import {
  pairBySeed,
  pairingInWords,
  predictAlike,
  pairingNote,
  seedsInWords,
  withLonely,
  type Pairing,
} from "./pairing.ts";
import { priceOfFitting } from "./recalibration.ts";
import type { DataDescription, VerdictResult } from "../results/results.ts";
import { defined } from "../store/defined.ts";

/** What a trial is compared by: the scores of every test example, and resamplings of them. */
interface ComparedScores {
  readonly columns: ScoreColumns;
  readonly draws: RankingDraws;
}

/** A finished trial with what its metrics are compared by, as trained and, where there is a temperature, scaled. */
interface ComparedTrial {
  readonly trial: AnalysedTrial;
  readonly plain: ComparedScores;
  readonly scaled: ComparedScores | undefined;
}

/** A method beside the baseline. */
interface ComparedMethod {
  readonly method: string;
  readonly pairing: Pairing<ComparedTrial>;
}

/** What comparisons need to know of the data. */
interface VerdictContext extends Pick<DataDescription, "noun" | "accuracyMetric" | "classes"> {
  /** The one question that was declared beforehand. */
  readonly question?: PrimaryQuestion | undefined;
}

/** Fewer wrong predictions than this say too little about a ranking by confidence. */
const fewestErrors = 50;

/** The trials whose seed both their method and the baseline have finished: no others are resampled, which takes every example's scores. */
function sharedTrials([baseline, ...others]: readonly string[], trials: readonly AnalysedTrial[]): AnalysedTrial[] {
  const ofBaseline = trials.filter(({ trial }) => trial.method === baseline);
  const seeds = new Set(ofBaseline.map(({ trial }) => trial.seed));
  const own = trials.filter(({ trial }) => others.includes(trial.method) && seeds.has(trial.seed));
  const shared = new Set(own.map(({ trial }) => trial.seed));
  return [...ofBaseline.filter(({ trial }) => shared.has(trial.seed)), ...own];
}

/** Every trial with its scores and, by the same resamplings of the test examples, its rankings. */
function scoreAll(trials: readonly AnalysedTrial[]): ComparedTrial[] {
  const scaled = trials.flatMap(({ examplesScaled }) => examplesScaled ?? []);
  const draws = bootstrapRankings([...trials.map(({ examples }) => examples), ...scaled]);
  let next = trials.length;
  return trials.map((trial, t) => {
    const costs = trial.rowCosts();
    const { examples, examplesScaled } = trial;
    const columnsOf = (scores: typeof examples, recalibration: Float64Array): ScoreColumns => {
      const { error, nll, brier, gap, balance } = scores;
      return { error, nll, brier, gap, balance, recalibration };
    };
    return {
      trial,
      plain: { columns: columnsOf(examples, costs.trained), draws: draws[t] },
      scaled:
        examplesScaled === null
          ? undefined
          : { columns: columnsOf(examplesScaled, costs.scaled!), draws: draws[next++] },
    };
  });
}

/** "the temperature of hard with seeds 2 and 3 is not determined" */
function undeterminedTemperature({ pairs }: Pairing<ComparedTrial>): string | undefined {
  const trials = pairs.flat().map(({ trial }) => trial);
  const capped = trials.filter(({ result }) => result.temperatureWarning !== undefined);
  if (capped.length === 0) return undefined;
  const methods = [...new Set(capped.map(({ trial }) => trial.method))];
  const parts = methods.map((method) => {
    const seeds = capped.filter(({ trial }) => trial.method === method).map(({ trial }) => trial.seed);
    return `${method} with ${seedsInWords(seeds)}`;
  });
  return `the temperature of ${listed(parts)} is not determined`;
}

/** Whether both sides are the same numbers with every seed: no metric has anything to compare. */
function areIdentical({ scaled }: MetricDefinition, { pairs }: Pairing<ComparedTrial>): boolean {
  return pairs.every(
    ([{ trial: own }, { trial: other }]) =>
      (!scaled || own.temperature === other.temperature) && predictAlike(own, other),
  );
}

/** Why the metric says nothing of these trials, where there is a reason. */
function reasonAgainst(metric: MetricDefinition, { pairing }: ComparedMethod): string | undefined {
  if (areIdentical(metric, pairing)) return "both give the same predictions";
  const undetermined = metric.scaled ? undeterminedTemperature(pairing) : undefined;
  if (undetermined !== undefined || !isRankingMetric(metric)) return undetermined;
  const errors = pairing.pairs.flat().map(({ plain }) => plain.columns.error!.reduce((sum, error) => sum + error, 0));
  return Math.min(...errors) < fewestErrors ? `a model has fewer than ${fewestErrors} errors to rank` : undefined;
}

/** What equally good methods may differ by: of calibration costs the price of fitting, else nothing. */
function negligibleIn({ family }: MetricDefinition, { pairing }: ComparedMethod): number {
  if (family !== "calibration") return 0;
  return priceOfFitting(Math.min(...pairing.pairs.flat().map(({ trial }) => trial.rowCosts().fitted)));
}

/** Undefined where the metric is, as an AUROC without errors or a scaled score without a temperature. */
function compareMethods(metric: MetricDefinition, compared: ComparedMethod, classes: number): Comparison | undefined {
  const scores = (of: 0 | 1) =>
    compared.pairing.pairs.map((pair) => (metric.scaled ? pair[of].scaled! : pair[of].plain));
  const undecidable = reasonAgainst(metric, compared);
  const [own, other] = [scores(0), scores(1)];
  if (isRankingMetric(metric)) {
    const drawsOf = (of: readonly ComparedScores[]) => of.map(({ draws }) => draws);
    return compareRankings(metric, drawsOf(own), drawsOf(other), { undecidable });
  }
  const columnsOf = (of: readonly ComparedScores[]) => of.map(({ columns }) => columns);
  const isDefined = [...own, ...other].every(({ columns }) => !Number.isNaN(columns[metric.column]![0]));
  const options = { classes, undecidable, negligible: negligibleIn(metric, compared) };
  return isDefined ? compareScores(metric, columnsOf(own), columnsOf(other), options) : undefined;
}

/** A comparison with the method that it is about. */
interface Entry extends MethodComparison {
  readonly compared: ComparedMethod;
}

/** Of one run per method: what is said of the two models. */
function modelsOf({ comparison, compared }: Entry, judgement: Judgement): NonNullable<VerdictResult["models"]> {
  const { metric, change, pValue, equivalencePValue } = comparison;
  const [[own, other]] = compared.pairing.pairs;
  const errors = [own, other].map(({ plain }) => plain.columns.error!);
  return {
    interval: change.interval,
    pValue,
    equivalencePValue,
    adjustedPValue: judgement.adjustedPValue,
    adjustedEquivalencePValue: judgement.adjustedEquivalencePValue,
    verdict: judgement.modelVerdict!,
    ...defined({ mcNemar: metric.key === "accuracy" ? mcNemarTest(errors[0], errors[1]) : undefined }),
  };
}

function resultOf(entry: Entry, judgement: Judgement): VerdictResult {
  const { method, comparison, compared } = entry;
  const { metric, change, pValue, equivalencePValue, seeds, seedsBetter, seedsWorse, draws, undecidable } = comparison;
  const ofMethods = seeds > 1;
  const { verdict, sentence, adjustedPValue, adjustedEquivalencePValue, comparisons } = judgement;
  return {
    method,
    metric: metric.key,
    family: metric.family,
    primary: metric.family === "primary",
    scores: comparison.scores,
    difference: change.difference,
    interval: ofMethods && change.interval.every(Number.isFinite) ? change.interval : null,
    pValue: ofMethods ? pValue : null,
    equivalencePValue: ofMethods ? equivalencePValue : null,
    adjustedPValue: ofMethods ? adjustedPValue : null,
    adjustedEquivalencePValue: ofMethods ? adjustedEquivalencePValue : null,
    comparisons,
    seeds: compared.pairing.seeds,
    probabilityOfImprovement: probabilityOfImprovement({ seeds, seedsBetter, seedsWorse }),
    ...defined({ draws, undecidable, models: ofMethods ? undefined : modelsOf(entry, judgement) }),
    verdict,
    sentence,
  };
}

/** Families whose p-values are corrected together: all primary metrics, all of calibration, each other metric by itself. */
function familiesOf(metrics: readonly MetricDefinition[]): (readonly MetricDefinition[])[] {
  const together = (["primary", "calibration"] as const).map((name) => metrics.filter(({ family }) => family === name));
  const alone = metrics.filter(({ family }) => family === "exploratory").map((metric) => [metric]);
  return [...together.filter((family) => family.length > 0), ...alone];
}

function judgeEntries(entries: readonly Entry[], baseline: string, noun: string): VerdictResult[] {
  if (entries.length === 0) return [];
  const pairings = entries.map(({ method, comparison, compared }) => {
    const pairing = pairingInWords(compared.pairing, method, baseline);
    return { method, comparison, pairing };
  });
  const judgements = judge(pairings, { baseline, noun });
  return entries.map((entry, i) => resultOf(entry, judgements[i]));
}

/** The verdicts, and what should be known of how seeds were paired. */
interface Verdicts {
  readonly verdicts: readonly VerdictResult[];
  readonly notes: readonly string[];
}

/**
 * The verdicts on every method that shares at least one finished seed with the baseline, in every metric that is defined.
 * @param methods the baseline first
 * @param data what an example is called, the classes, and which metrics carry the verdict
 */
export function verdictsOf(
  methods: readonly string[],
  trials: readonly AnalysedTrial[],
  { noun, accuracyMetric, classes, question }: VerdictContext,
): Verdicts {
  const [baseline, ...others] = methods;
  const scored = scoreAll(sharedTrials(methods, trials));
  const of = (method: string) => scored.filter(({ trial }) => trial.trial.method === method);
  const seedsOf = (method: string) =>
    trials.filter(({ trial }) => trial.method === method).map(({ trial }) => trial.seed);
  const paired = others
    .map((method) => ({ method, pairing: pairBySeed(of(method), of(baseline), ({ trial }) => trial) }))
    .filter(({ pairing }) => pairing.pairs.length > 0)
    .map(({ method, pairing }) => ({ method, pairing: withLonely(pairing, seedsOf(method), seedsOf(baseline)) }));
  const scalable = scored.every(({ scaled }) => scaled !== undefined);
  const metrics = comparedMetrics({ accuracy: accuracyMetric, question }).filter(({ scaled }) => scalable || !scaled);
  const judged = familiesOf(metrics).flatMap((family) => {
    const entries = family.flatMap((metric) =>
      paired.flatMap((compared) => {
        const comparison = compareMethods(metric, compared, classes.length);
        return comparison === undefined ? [] : [{ method: compared.method, comparison, compared }];
      }),
    );
    return judgeEntries(entries, baseline, noun);
  });
  const order = metrics.map(({ key }) => key);
  const verdicts = [...judged].sort((a, b) => order.indexOf(a.metric) - order.indexOf(b.metric));
  const notes = paired.flatMap(({ method, pairing }) => pairingNote(pairing, method, baseline) ?? []);
  return { verdicts, notes };
}
