// API: data sets, feature encoding, the claims, and the types of the document that `--json` prints and results.json holds.
export { encodeRows, loadDataset } from "@softlabel/data";
export type {
  CategoryColumn,
  Dataset,
  EncodedColumn,
  LoadOptions,
  NumericColumn,
  Preprocessing,
  TableRow,
  TableValue,
} from "@softlabel/data";
export * from "@softlabel/experiment";
