// How well each class is found, as a table for the terminal: recall by class, and means over classes.
import type { ClassScores, Results } from "@softlabel/experiment/internal";
import { shorten } from "../base/format.ts";
import { metricColumn, type ScoreColumn, type ScoreTable } from "./scores.ts";

/** Recall of more classes than these is left to the report. */
const mostClasses = 6;
const longestHeading = 10;

const share = (heading: string, read: (scores: ClassScores) => number | null): ScoreColumn => ({
  ...metricColumn("balancedAccuracy"),
  key: heading,
  heading,
  short: heading,
  read: (_, { classScores }) => (classScores ? read(classScores) : null),
  deviation: false,
});

const means: readonly ScoreColumn[] = [
  share("precision", ({ precision }) => precision.mean),
  share("PR-AUC", ({ averagePrecision }) => averagePrecision.mean),
  { ...metricColumn("matthewsCorrelation"), deviation: false },
];

/** The table; empty if classes are even. */
export function classTables({ data }: Pick<Results, "data">): ScoreTable[] {
  if (data.accuracyMetric === "accuracy") return [];
  const shown = data.classes.length > mostClasses ? [] : data.classes;
  const recalls = shown.map((name, k) => share(shorten(name, longestHeading), ({ recall }) => recall.byClass[k]));
  const title = `${shown.length === 0 ? "M" : "Recall of each class, and m"}eans over classes`;
  return [{ title, suffix: "", columns: [...recalls, ...means], scores: (trial) => trial.test }];
}
