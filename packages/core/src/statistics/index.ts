// Public names of statistics.
export { normalCdf, normalQuantile } from "./normal.ts";
export { studentCdf, studentQuantile } from "./studentT.ts";
export { twoWayInterval } from "./twoWayInterval.ts";
export type { TwoWayInterval, TwoWayOptions } from "./twoWayInterval.ts";
export { holm } from "./holm.ts";
export { comparedMetrics, metricNamed, metricTable, primaryQuestions } from "./metricTable.ts";
export type { AccuracyMetric, PrimaryMetrics, PrimaryQuestion } from "./metricTable.ts";
export { isRankingMetric } from "./metricDefinition.ts";
export type {
  MeanMetric,
  MetricDefinition,
  MetricDirection,
  MetricFamily,
  MetricPhrases,
  RankingMetric,
} from "./metricDefinition.ts";
export type { RankingColumns, RankingStatistic } from "./rankingStatistics.ts";
export { bootstrapRankings } from "./bootstrapRankings.ts";
export type { BootstrapDraws, RankingDraws } from "./bootstrapRankings.ts";
export { compareRankings } from "./compareRankings.ts";
export { compareScores } from "./compareScores.ts";
export type { CompareOptions, ScoreColumns } from "./compareScores.ts";
export type { Comparison, Difference } from "./comparison.ts";
export { probabilityOfImprovement } from "./probabilityOfImprovement.ts";
export { mcNemarTest } from "./mcNemar.ts";
export type { McNemar } from "./mcNemar.ts";
export { calibrationSentence } from "./calibrationSentence.ts";
export type { CalibrationComparison, CalibrationEvidence } from "./calibrationSentence.ts";
export { describeAmount, describeChange, marginInWords, quantityOf } from "./describeChange.ts";
export type { Change } from "./describeChange.ts";
export { judge } from "./judge.ts";
export type { JudgeOptions, Judgement, MethodComparison } from "./judge.ts";
export type { Verdict } from "./verdict.ts";
export type { AmountKind } from "./unseenAmounts.ts";
export type { Evidence, Reach } from "./pairedInference.ts";
