// The columns of the score tables: their headings, values per trial and summaries over seeds.
import { counted, sentenceCase, metricKeys, scoreNamed } from "@softlabel/core/internal";
import {
  metricTable,
  type AccuracyMetric,
  type MetricDirection,
  type MetricKey,
  type MetricRow,
  type MetricUnit,
} from "@softlabel/core";
import {
  determinedTemperature,
  type DataDescription,
  type MethodResult,
  type Results,
  type TestScores,
  type TrialResult,
} from "@softlabel/experiment/internal";
import { summarize } from "../base/summary.ts";
import { dash, decimal, withSign } from "../base/format.ts";

/** A run or a fit of a simple model, with its scores. */
type ScoredTrial = Pick<TrialResult, "test" | "temperature" | "temperatureWarning" | "testScaled" | "classScores">;

/** A row of a score table. */
export interface ScoredMethod {
  readonly trials: readonly ScoredTrial[];
}

/** One column of a score table. */
export interface ScoreColumn {
  /** As in `VerdictResult.metric`, where the column has a verdict. */
  readonly key: string;
  readonly heading: string;
  /** The heading for narrow tables. */
  readonly short: string;
  readonly unit: MetricUnit;
  readonly better: MetricDirection;
  readonly read: (scores: TestScores, trial: ScoredTrial) => number | null;
  /** False where the deviation over seeds is not informative. */
  readonly deviation: boolean;
}

/** A score as its column writes it: with a sign where zero is best. */
export function writeScore({ unit, better }: Pick<ScoreColumn, "unit" | "better">, value: number): string {
  const text = decimal(value * unit.scale, unit.digits);
  return better === "nearer zero" ? withSign(text) : text;
}

/** A score with its unit: "88.1 %", "0.321 nats". */
export function scoreInWords(key: MetricKey, value: number): string {
  const text = writeScore(metricTable[key], value);
  return text === dash ? text : `${text} ${metricTable[key].unit.label}`.trim();
}

/** A difference in the column, with its sign. */
export function writeDifference({ unit }: Pick<ScoreColumn, "unit">, value: number): string {
  return withSign(decimal(value * unit.scale, unit.digits));
}

/** The column of a metric. */
export function metricColumn(key: MetricKey): ScoreColumn {
  const { name, heading = name, short = heading, unit, better, deviation = true } = metricTable[key];
  return { key, heading, short, unit, better, deviation, read: (scores) => scoreNamed(scores, key) };
}

const temperature: ScoreColumn = {
  key: "temperature",
  heading: "temperature",
  short: "temperature",
  unit: { label: "", difference: "", scale: 1, digits: 2 },
  better: "neither",
  read: (_, trial) => determinedTemperature(trial),
  deviation: true,
};

/** One score table: its scores, and the suffix of its metrics in verdicts. */
export interface ScoreTable {
  readonly title: string;
  readonly suffix: "" | "Scaled";
  readonly columns: readonly ScoreColumn[];
  readonly scores: (trial: ScoredTrial) => TestScores | null;
}

/** The accuracy that carries the verdict, and beside balanced accuracy the plain one. */
const accuracies: Readonly<Record<AccuracyMetric, readonly MetricKey[]>> = {
  accuracy: ["accuracy"],
  balancedAccuracy: ["balancedAccuracy", "accuracy"],
};

/** Metrics that are shown under a heading, in the order of the table of metrics. */
export function metricsShown(where: MetricRow["shown"]): MetricKey[] {
  return metricKeys.filter((key) => metricTable[key].shown === where);
}

/** Before and after temperature scaling. A temperature moves no prediction, so the second table needs no accuracy. */
export function scoreTables({ accuracyMetric }: Pick<DataDescription, "accuracyMetric">): readonly ScoreTable[] {
  const probabilistic = metricsShown("main").filter((key) => metricTable[key].scales);
  const trained = [...accuracies[accuracyMetric], ...probabilistic].map(metricColumn);
  return [
    { title: "As trained", suffix: "", columns: trained, scores: (trial) => trial.test },
    {
      title: "After temperature scaling",
      suffix: "Scaled",
      columns: [temperature, ...probabilistic.map(metricColumn)],
      scores: (trial) => trial.testScaled,
    },
  ];
}

/** The main scores in a sentence: "accuracy 88.1 %, log loss 0.321 nats, …". */
export function scoresInWords(scores: TestScores): string {
  const said = metricsShown("main").map(
    (key) => `${metricTable[key].name} ${scoreInWords(key, scoreNamed(scores, key))}`,
  );
  return said.join(", ");
}

/** The meaning of the headings of the main tables, one sentence per heading. */
export function describeColumns(): string[] {
  const described = metricsShown("main").filter((key) => metricTable[key].scales);
  return described.map((key) => {
    const { name, heading = name, help } = metricTable[key];
    return `${sentenceCase(heading)}${name === heading ? "" : ` (${name})`}: ${help}.`;
  });
}

/** The values of a column, one per seed that has one. */
export function columnValues(table: ScoreTable, column: ScoreColumn, method: ScoredMethod): number[] {
  return method.trials.flatMap((trial) => {
    const scores = table.scores(trial);
    const value = scores === null ? null : column.read(scores, trial);
    return value === null || !Number.isFinite(value) ? [] : [value];
  });
}

/** A cell in two parts: the mean, and the deviation or nothing. */
export function writeCell(table: ScoreTable, column: ScoreColumn, method: ScoredMethod): readonly [string, string] {
  const { mean, deviation } = summarize(columnValues(table, column, method));
  const written = writeScore(column, mean);
  if (written === dash || deviation === undefined || !column.deviation) return [written, ""];
  return [written, writeScore(column, deviation).replace("+", "")];
}

/** Whether any trial has scores for the table. */
export function hasScores(table: ScoreTable, methods: readonly ScoredMethod[]): boolean {
  return methods.some((method) => method.trials.some((trial) => table.scores(trial) !== null));
}

/** The tables to show: always the one as trained, the other where a temperature was fitted. */
export function shownTables({ data, methods }: Pick<Results, "data" | "methods">): ScoreTable[] {
  return scoreTables(data).filter((table) => table.suffix === "" || hasScores(table, methods));
}

/** The number of seeds behind the means, in words. */
export function describeSeeds(methods: readonly MethodResult[]): string {
  const seeds = Math.max(0, ...methods.map(({ trials }) => trials.length));
  if (seeds === 0) return "No run has finished yet.";
  if (seeds === 1) return "One seed only: seed-to-seed variation is unknown.";
  return `Mean ± standard deviation over ${counted(seeds, "seed")}.`;
}

/** Warnings of the temperature fits, each with its method and seeds. */
export function temperatureWarnings(methods: readonly MethodResult[]): string[] {
  return methods.flatMap(({ method, trials }) => {
    const warned = trials.filter(({ temperatureWarning }) => temperatureWarning !== undefined);
    const texts = [...new Set(warned.map(({ temperatureWarning }) => temperatureWarning!))];
    return texts.map((text) => {
      const seeds = warned.filter(({ temperatureWarning }) => temperatureWarning === text).map(({ seed }) => seed);
      return `Temperature of ${method}, seed ${seeds.join(", ")}: ${text}`;
    });
  });
}
