// softlabel for programs: data sets, tables as features, the claims that are checked, and the shape of the document that `--json` prints and results.json holds.
export { loadDataset } from "./data/index.ts";
export type { Dataset, LoadOptions } from "./data/index.ts";
export type * from "./experiment/records/results.ts";
export { claimTable } from "./experiment/claims/claimTable.ts";
export type { ClaimDefinition, ClaimPart } from "./experiment/claims/claimDefinition.ts";
export { encodeRows } from "./data/index.ts";
export type {
  CategoryColumn,
  EncodedColumn,
  NumericColumn,
  Preprocessing,
  TableRow,
  TableValue,
} from "./data/index.ts";
