// @softlabel/experiment: what is trained and compared, and what that allows one to say.
export { compareRuns } from "./analysis/compareRuns.ts";
export type { CompareRunsOptions, LabelledScores, Run, RunComparison, RunScores } from "./analysis/compareRuns.ts";
export { claimTable } from "./claims/claimTable.ts";
export type { ClaimDefinition, ClaimPart } from "./claims/claimDefinition.ts";
export type * from "./results/results.ts";
