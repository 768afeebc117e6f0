// softlabel for programs: data sets, and the shape of the document that `--json` prints and results.json holds.
export { loadDataset } from "./data/index.ts";
export type { Dataset, LoadOptions } from "./data/index.ts";
export type * from "./experiment/results.ts";
