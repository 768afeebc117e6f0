// softlabel for programs: the shape of the document that `--json` prints and results.json holds.
export type * from "./experiment/results.ts";
