// @softlabel/experiment: what is trained and compared, and what that allows one to say.
export { claimTable } from "./claims/claimTable.ts";
export type { ClaimDefinition, ClaimPart } from "./claims/claimDefinition.ts";
export type * from "./results/results.ts";
