// API: data sets, feature encoding, the claims, and the types of the document that `--json` prints and results.json holds.
export { encodeRows } from "@softlabel/data";
export { loadDataset } from "@softlabel/data/node";
export type {
  CategoryColumn,
  Dataset,
  EncodedColumn,
  NumericColumn,
  Preprocessing,
  TableRow,
  TableValue,
} from "@softlabel/data";
export type { LoadOptions } from "@softlabel/data/node";
export * from "@softlabel/experiment";
