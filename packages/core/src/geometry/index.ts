// Public names of geometry.
export { templatePlane, projectRows } from "./templatePlane.ts";
export type { ProjectedRows, TemplatePlane } from "./templatePlane.ts";
export { chooseTemplates } from "./chooseTemplates.ts";
export { clusterSpread } from "./clusterSpread.ts";
export type { ClusterSpread } from "./clusterSpread.ts";
export { classSeparationScore } from "./classSeparationScore.ts";
export { logitGapSpread } from "./logitGapSpread.ts";
export type { LogitGapSpread } from "./logitGapSpread.ts";
export { neuralCollapse } from "./neuralCollapse.ts";
export type { NeuralCollapse, SimplexErrors } from "./neuralCollapse.ts";
export { featureNorms } from "./featureNorms.ts";
export type { FeatureNorms } from "./featureNorms.ts";
export { measureGeometry } from "./measureGeometry.ts";
export type { Geometry } from "./measureGeometry.ts";
export type { LinearHead } from "./linearHead.ts";
export { headLogits } from "./headLogits.ts";
export { fitLinearProbe } from "./fitLinearProbe.ts";
export type { LinearProbeOptions } from "./fitLinearProbe.ts";
