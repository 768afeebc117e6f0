// Public names of statistics.
export { normalCdf, normalQuantile } from "./normal.ts";
export { studentCdf, studentQuantile } from "./studentT.ts";
export { twoWayInterval } from "./twoWayInterval.ts";
export type { TwoWayInterval } from "./twoWayInterval.ts";
export { holm } from "./holm.ts";
export { metricNamed, metricTable } from "./metricTable.ts";
export type { MetricDirection, MetricDefinition, MetricPhrases } from "./metricTable.ts";
export { compareScores } from "./compareScores.ts";
export type { Comparison, ScoreColumns } from "./compareScores.ts";
export { judge } from "./judge.ts";
export type { JudgeOptions, Judgement } from "./judge.ts";
export type { Verdict } from "./verdict.ts";
