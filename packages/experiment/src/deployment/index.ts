// Deployment: a trained network → a file that takes raw data and gives labels and probabilities.
export { deployModel } from "./deployModel.ts";
export { deployedInputs, outputNames } from "./deployedInput.ts";
export type { DeployedData, DeployedInput } from "./deployedInput.ts";
export { exampleIndex, exampleValues } from "./exampleRow.ts";
export type { ExampleValue, ExampleValues } from "./exampleRow.ts";
export { readDeployed } from "./deployedMetadata.ts";
export type { Deployed } from "./deployedMetadata.ts";
