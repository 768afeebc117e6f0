// Public names of statistics.
export { normalCdf, normalQuantile } from "./normal.ts";
export { studentCdf, studentQuantile } from "./studentT.ts";
export { twoWayInterval } from "./twoWayInterval.ts";
export type { TwoWayInterval } from "./twoWayInterval.ts";
export { holm } from "./holm.ts";
export { comparedMetrics, metricNamed, metricTable } from "./metricTable.ts";
export type { AccuracyMetric } from "./metricTable.ts";
export { isRankingMetric } from "./metricDefinition.ts";
export type {
  MeanMetric,
  MetricDefinition,
  MetricDirection,
  MetricPhrases,
  RankingMetric,
} from "./metricDefinition.ts";
export type { RankingColumns, RankingStatistic } from "./rankingStatistics.ts";
export { bootstrapRankings } from "./bootstrapRankings.ts";
export type { BootstrapDraws, RankingDraws } from "./bootstrapRankings.ts";
export { compareRankings } from "./compareRankings.ts";
export { compareScores } from "./compareScores.ts";
export type { Comparison, ScoreColumns } from "./compareScores.ts";
export { probabilityOfImprovement } from "./probabilityOfImprovement.ts";
export { mcNemarTest } from "./mcNemar.ts";
export type { McNemar } from "./mcNemar.ts";
export { calibrationSentence } from "./calibrationSentence.ts";
export type { CalibrationEvidence } from "./calibrationSentence.ts";
export { describeChange, marginInWords, quantityOf } from "./describeChange.ts";
export type { Change } from "./describeChange.ts";
export { judge } from "./judge.ts";
export type { JudgeOptions, Judgement } from "./judge.ts";
export type { Verdict } from "./verdict.ts";
