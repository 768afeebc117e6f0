// Predictions of any framework: files → logits of the same rows for every method and seed.
export { readWhole } from "./predictionSource.ts";
export type { PredictionBlock, PredictionSource, WholePredictions } from "./predictionSource.ts";
export { scoreKindOf } from "./scoreKindOf.ts";
export { scoreKinds } from "./scoreFile.ts";
export type { ScoreKind } from "./scoreFile.ts";
