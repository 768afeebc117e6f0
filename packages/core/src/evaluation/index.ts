// Public names of evaluation.
export { createEvaluator } from "./evaluator.ts";
export type { Evaluator, ClassRates, EvaluationCurves, EvaluationScores, EvaluatorOptions } from "./evaluator.ts";
export type { CalibrationScores, SelectiveScores } from "./outcomeScores.ts";
export { logitGaps } from "./logitGaps.ts";
export type { EvenHistogram } from "./powerHistogram.ts";
