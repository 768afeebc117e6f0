// Public names of metrics.
export { accuracyScore } from "./accuracyScore.ts";
export { nllLoss } from "./nllLoss.ts";
export { brierLoss } from "./brierLoss.ts";
export { signedGap } from "./signedGap.ts";
export { meanConfidence } from "./meanConfidence.ts";
export { expectedCalibrationError } from "./expectedCalibrationError.ts";
export { debiasedCalibrationError } from "./debiasedCalibrationError.ts";
export { eceNoiseFloor } from "./eceNoiseFloor.ts";
export type { NoiseFloor } from "./eceNoiseFloor.ts";
export { reliabilityBins } from "./reliabilityBins.ts";
export type { ReliabilityBin } from "./reliabilityBins.ts";
export { scoreExamples } from "./scoreExamples.ts";
export type { ExampleScores } from "./scoreExamples.ts";
export { scorePredictions } from "./scorePredictions.ts";
export type { Scores } from "./scorePredictions.ts";
export type { BinOptions } from "./binSums.ts";
export type { BinningName } from "./binning.ts";
