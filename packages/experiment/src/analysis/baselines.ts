// Analyses simple baselines on the same rows, and states where the network is not better.
import { AmountFormat, counted, listed } from "@softlabel/core/internal";
import { compareScores, judge, metricNamed, type Comparison, type ExampleScores } from "@softlabel/core";
import { analysePredictions, type AnalysedTrial } from "./analysedTrial.ts";
import { withClassScores } from "./classScores.ts";
import { sourceOf } from "./predictionBlocks.ts";

import { baselineSeeds, readBaseline, simpleModels, type SimpleModel } from "../records/baselineRecords.ts";
import type { ExperimentRecord } from "../records/experimentRecord.ts";
import { defined } from "../store/defined.ts";
import type { RecordStore } from "../store/recordStore.ts";
import type { BaselineComparison, BaselineFit, DataDescription, SimpleBaseline } from "../results/results.ts";

/** The baselines in words. */
const words: Readonly<Record<SimpleModel, string>> = {
  majority: "always predicting the most common class",
  linear: "a linear model",
};

/** A fit with the scores of every test example. */
interface AnalysedFit {
  readonly fit: BaselineFit;
  readonly examples: ExampleScores;
}

/** Every recorded fit. The majority class gets no temperature, since it predicts the same for every row. */
function fitsOf(records: RecordStore, model: SimpleModel, { options, data }: ExperimentRecord): AnalysedFit[] {
  return baselineSeeds(options).flatMap((seed) => {
    const record = readBaseline(records, model, seed);
    if (record === undefined) return [];
    const source = (predictions: typeof record.test) => sourceOf(predictions, data.classes.length);
    const validation = model === "majority" || record.validation === undefined ? undefined : source(record.validation);
    const { result, examples } = withClassScores(analysePredictions(source(record.test), validation), data);
    const { test, temperature, testScaled, classScores } = result;
    const fit = { ...defined({ seed, classScores }), rows: record.rows, test, temperature, testScaled };
    return [{ fit, examples }];
  });
}

/** A method against a baseline. */
interface Compared {
  readonly method: string;
  readonly comparison: Comparison;
  readonly result: BaselineComparison;
}

function compare(
  method: string,
  trials: readonly AnalysedTrial[],
  fits: readonly AnalysedFit[],
  { noun, accuracyMetric, classes }: DataDescription,
): Compared[] {
  const pairs = trials
    .filter(({ trial }) => trial.method === method)
    .flatMap(({ trial, examples }) => {
      const own = fits.find(({ fit }) => fit.seed === undefined || fit.seed === trial.seed);
      return own === undefined ? [] : [{ network: examples, simple: own.examples }];
    });
  if (pairs.length === 0) return [];
  const scores = (of: "network" | "simple") => pairs.map((pair) => pair[of]);
  const options = { classes: classes.length };
  const comparison = compareScores(metricNamed(accuracyMetric), scores("network"), scores("simple"), options);
  const { difference, interval } = comparison.change;
  const [{ verdict, modelVerdict = verdict }] = judge([{ method, comparison }], { baseline: "", noun });
  return [
    { method, comparison, result: { method, difference, interval, pValue: comparison.pValue, verdict: modelVerdict } },
  ];
}

/** The network, with the methods if only some are not better: "With hard and relax:0.1, the network". */
function subject(notBetter: readonly Compared[], all: readonly Compared[]): string {
  if (notBetter.length === all.length) return "The network";
  return `With ${listed(notBetter.map(({ method }) => method))}, the network`;
}

/** States that the network is not better, with the numbers of the best method; undefined if every method is better. */
function sentenceOf(model: SimpleModel, compared: readonly Compared[], { noun }: DataDescription): string | undefined {
  const notBetter = compared.filter(({ result }) => result.verdict !== "better");
  if (notBetter.length === 0) return undefined;
  const nearest = notBetter.reduce((best, own) => (own.result.difference > best.result.difference ? own : best));
  const { metric, scores, change, seeds, examples } = nearest.comparison;
  const clearly = change.difference > 0 ? "not clearly better" : "not better";
  const which = compared.length > 1 && notBetter.length > 1 ? ` with ${nearest.method}` : "";
  const format = new AmountFormat({ metric, interval: change.interval });
  const changed = `difference ${format.amount(change.difference)}, ${format.interval(...change.interval)}`;
  return (
    `${subject(notBetter, compared)} is ${clearly} than ${words[model]} (${metric.name} ` +
    `${format.number(scores.method)} %${which} against ${format.number(scores.baseline)} %; ${changed}; ` +
    `${counted(seeds, "seed")}, ${counted(examples, `test ${noun}`)}).`
  );
}

/**
 * The recorded baselines, each against every method. These comparisons are outside the family of Holm's correction: they ask
 * whether a network is needed at all, not which method is better.
 */
export function simpleBaselinesOf(
  records: RecordStore,
  record: ExperimentRecord,
  trials: readonly AnalysedTrial[],
): SimpleBaseline[] {
  if (!record.options.baselines) return [];
  return simpleModels.flatMap((model) => {
    const fits = fitsOf(records, model, record);
    if (fits.length === 0) return [];
    const compared = record.options.methods.flatMap((method) => compare(method, trials, fits, record.data));
    const sentence = sentenceOf(model, compared, record.data);
    const comparisons = compared.map(({ result }) => result);
    return [{ model, fits: fits.map(({ fit }) => fit), comparisons, ...defined({ sentence }) }];
  });
}
