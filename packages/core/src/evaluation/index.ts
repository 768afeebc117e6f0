// Public names of evaluation.
export { createEvaluator } from "./evaluator.ts";
export type { Evaluator, ClassRates, EvaluationCurves, EvaluationScores, EvaluatorOptions } from "./evaluator.ts";
export { metricTable } from "./metricTable.ts";
export type { BrierParts, MetricGroups, MetricKey, MetricScores, RankingKey } from "./metricTable.ts";
export type {
  AmountKind,
  MeanComparison,
  MetricDirection,
  MetricFamily,
  MetricPhrases,
  MetricRow,
  MetricUnit,
  RankingComparison,
} from "./metricRow.ts";
export type { ConfidenceSource, RankingSource, RowSource } from "./metricSources.ts";
export { logitGaps } from "./logitGaps.ts";
export type { EvenHistogram } from "./powerHistogram.ts";
