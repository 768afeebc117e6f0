// Public names of augmentation.
export type { Augmentation, AugmentationDefinition, AugmentedBatch } from "./augmentation.ts";
export { augmentationTable, parseAugmentation } from "./parseAugmentation.ts";
