// Public names of calibration.
export { fitTemperature } from "./fitTemperature.ts";
export type { TemperatureFit } from "./fitTemperature.ts";
export { scaleLogits } from "./scaleLogits.ts";
export { corpDecomposition } from "./corpDecomposition.ts";
export type { CorpDecomposition } from "./corpDecomposition.ts";
