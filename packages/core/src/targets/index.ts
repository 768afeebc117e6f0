// Public names of targets.
export { smoothBinary } from "./binary.ts";
export { classFrequencies, smoothBySimilarity, smoothToPrior } from "./blending.ts";
export { cutMixShare, mixTargets } from "./mixing.ts";
export type { Box } from "./mixing.ts";
export { generalizedSmoothing } from "./negative.ts";
export { createOnlineTargets } from "./online.ts";
export type { TargetMemory } from "./online.ts";
export { oneHot } from "./oneHot.ts";
export { smoothLabels, smoothTargets } from "./smoothing.ts";
export type { SmoothedOver } from "./smoothing.ts";
export { teacherFreeTargets } from "./teacherFree.ts";
export type { TeacherFreeOptions } from "./teacherFree.ts";
export { rowWeights, weightTargets } from "./weighting.ts";
export type { Weighting } from "./weighting.ts";
