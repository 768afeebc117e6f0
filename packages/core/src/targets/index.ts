// Public names of targets.
export { checkDistributions, sumTolerance } from "./distribution.ts";
export { checkClasses, checkLabels } from "./labels.ts";
export { oneHot } from "./oneHot.ts";
export { smoothingConventions, smoothingRange, smoothLabels, smoothTargets } from "./smoothing.ts";
export type { SmoothedOver } from "./smoothing.ts";
export { checkWeight, rowWeights, weightings, weightTargets } from "./weighting.ts";
export type { Weighting } from "./weighting.ts";
