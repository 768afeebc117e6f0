// Public names of calibration.
export { fitTemperature, fitTemperatureInBlocks } from "./fitTemperature.ts";
export type { TemperatureFit } from "./fitTemperature.ts";
export { scaleLogits } from "./scaleLogits.ts";
export { corpDecomposition } from "./corpDecomposition.ts";
export type { CorpDecomposition } from "./corpDecomposition.ts";
export { crossFitTemperature, crossFitTemperatureInBlocks } from "./crossFitTemperature.ts";
export type { BlockCrossFit, CrossFit } from "./crossFitTemperature.ts";
export { applyVectorScaling, fitVectorScaling } from "./fitVectorScaling.ts";
export type { VectorScaling } from "./fitVectorScaling.ts";
export { calibrateConfidence, fitIsotonic } from "./fitIsotonic.ts";
export type { IsotonicFit } from "./fitIsotonic.ts";
export { crossFitRecalibrationCosts, fitRecalibrationLine, recalibrationCosts } from "./recalibrationLine.ts";
export type { RecalibrationLine } from "./recalibrationLine.ts";
