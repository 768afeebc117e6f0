// The columns of the score tables: what each shows, how it is read from a trial and summed up over seeds.
import { counted, mean } from "@softlabel/core/internal";
import type { AccuracyMetric } from "@softlabel/core";
import {
  type DataDescription,
  type MethodResult,
  type Results,
  type TestScores,
  type TrialResult,
} from "@softlabel/experiment/internal";
import { dash, decimal, percentNumber, signedPercentNumber, withSign } from "./format.ts";

/** What has scores: a training, or a fit of a simple model. */
export type ScoredTrial = Pick<TrialResult, "test" | "temperature" | "testScaled" | "classScores">;

/** A row of a score table. */
export interface ScoredMethod {
  readonly trials: readonly ScoredTrial[];
}

/** One column of a score table. */
export interface ScoreColumn {
  /** As in `VerdictResult.metric`, where the column has a verdict. */
  readonly name: string;
  readonly heading: string;
  /** The heading where there is little room. */
  readonly short: string;
  readonly unit: string;
  readonly write: (value: number) => string;
  readonly read: (scores: TestScores, trial: ScoredTrial) => number | null;
  /** A difference in the column, with its sign. */
  readonly writeDifference: (value: number) => string;
  /** False where the deviation over seeds says nothing. */
  readonly deviation: boolean;
  /** True where the report shows it among the further scores. */
  readonly folded: boolean;
}

/** A column that the report shows, with deviations over seeds, unless told otherwise. */
export const scoreColumn = (
  name: string,
  heading: string,
  unit: string,
  write: ScoreColumn["write"],
  read: ScoreColumn["read"],
  more: Partial<Pick<ScoreColumn, "short" | "deviation" | "folded">> = {},
): ScoreColumn => ({
  name,
  heading,
  short: heading,
  unit,
  write,
  read,
  writeDifference: (value) => withSign(value, write),
  deviation: true,
  folded: false,
  ...more,
});

const balancedAccuracy = scoreColumn("balancedAccuracy", "balanced accuracy", "%", percentNumber, (scores) => scores.balancedAccuracy, { short: "balanced" }); // prettier-ignore
const accuracy = scoreColumn("accuracy", "accuracy", "%", percentNumber, (scores) => scores.accuracy);
const temperature = scoreColumn(
  "temperature",
  "temperature",
  "",
  (value) => decimal(value, 2),
  (_, trial) => trial.temperature,
);
const probabilistic: readonly ScoreColumn[] = [
  scoreColumn("nll", "NLL", "nats", decimal, (scores) => scores.nll),
  scoreColumn("brier", "Brier", "0 to 2", decimal, (scores) => scores.brier),
  scoreColumn("ece", "ECE", "%", percentNumber, (scores) => scores.ece),
  scoreColumn("eceNoiseFloor", "noise floor", "%", percentNumber, (scores) => scores.eceNoiseFloor.p95, {
    short: "floor",
    deviation: false,
  }),
  scoreColumn("signedGap", "gap", "%", signedPercentNumber, (scores) => scores.signedGap),
  scoreColumn("meanConfidence", "confidence", "%", percentNumber, (scores) => scores.meanConfidence, {
    short: "conf",
    deviation: false,
    folded: true,
  }),
];

/** One score table: its scores, and the word that its metrics carry at their end in verdicts. */
export interface ScoreTable {
  readonly title: string;
  readonly suffix: "" | "Scaled";
  readonly columns: readonly ScoreColumn[];
  readonly scores: (trial: ScoredTrial) => TestScores | null;
}

/** The accuracy that carries the verdict, and beside balanced accuracy the plain one. */
const accuracies: Readonly<Record<AccuracyMetric, readonly ScoreColumn[]>> = {
  accuracy: [accuracy],
  balancedAccuracy: [balancedAccuracy, accuracy],
};

/** Before and after temperature scaling. A temperature moves no prediction, so the second table needs no accuracy. */
export function scoreTables({ accuracyMetric }: Pick<DataDescription, "accuracyMetric">): readonly ScoreTable[] {
  return [
    {
      title: "As trained",
      suffix: "",
      columns: [...accuracies[accuracyMetric], ...probabilistic],
      scores: (trial) => trial.test,
    },
    {
      title: "After temperature scaling",
      suffix: "Scaled",
      columns: [temperature, ...probabilistic],
      scores: (trial) => trial.testScaled,
    },
  ];
}

/** Mean and standard deviation over seeds; no deviation from fewer than two. */
export interface Summary {
  readonly mean: number;
  readonly deviation: number | undefined;
}

/** The mean and the sample standard deviation (n - 1) of the finite values. */
export function summarize(values: readonly (number | null)[]): Summary {
  const finite = values.filter((value) => value !== null && Number.isFinite(value)) as number[];
  const centre = mean(finite);
  const squares = finite.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return { mean: centre, deviation: finite.length < 2 ? undefined : Math.sqrt(squares / (finite.length - 1)) };
}

/** The values of a column, one a seed that has them. */
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
  const written = column.write(mean);
  if (written === dash || deviation === undefined || !column.deviation) return [written, ""];
  return [written, column.write(deviation).replace("+", "")];
}

/** Whether any trial has scores for the table. */
export function hasScores(table: ScoreTable, methods: readonly ScoredMethod[]): boolean {
  return methods.some((method) => method.trials.some((trial) => table.scores(trial) !== null));
}

/** The tables to show: always the one as trained, the other where a temperature was fitted. */
export function shownTables({ data, methods }: Pick<Results, "data" | "methods">): ScoreTable[] {
  return scoreTables(data).filter((table) => table.suffix === "" || hasScores(table, methods));
}

/** Over how many seeds the numbers are means, in words. */
export function describeSeeds(methods: readonly MethodResult[]): string {
  const seeds = Math.max(0, ...methods.map(({ trials }) => trials.length));
  if (seeds === 0) return "No trial is finished yet.";
  if (seeds === 1) return "One seed only: seed-to-seed variation is unknown.";
  return `Mean ± standard deviation over ${counted(seeds, "seed")}.`;
}

/** What the fits of temperatures had to warn of, each with its method and seeds. */
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
