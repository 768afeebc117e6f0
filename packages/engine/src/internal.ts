// @softlabel/engine/internal: what the other packages share with it and no user needs; it may change with any version.
export { checkActivations } from "./models/activations.ts";
export { modelTable, parseModel } from "./models/createModel.ts";
export { parseTuning } from "./models/import/tuning.ts";
export { createArray } from "./onnx/elementTypes.ts";
export { sizeOf } from "./onnx/graph.ts";
export { halfValue } from "./onnx/half.ts";
export { readSignature, withOutput } from "./onnx/signature.ts";
export type { ModelSignature, SignatureNode, SignatureValue } from "./onnx/signature.ts";
export { augmentationTable } from "./training/augmentation/parseAugmentation.ts";
export { cyclicChecksum } from "./training/cyclicChecksum.ts";
export { rowSourceOf } from "./training/examples/examples.ts";
export { optimizerTable } from "./training/optimizers.ts";
export { scheduleTable } from "./training/schedules.ts";
export { trainingDefaults } from "./training/trainerOptions.ts";
export { epochsOfSteps } from "./training/trainingLength.ts";
