// @softlabel/data: what data sets are, synthetic ones, and rows of tables as features. Runs in browsers too.
export type { Dataset, ImageSize, LeftOut } from "./base/dataset.ts";
export { makeDataset } from "./named/namedDataset.ts";
export { encodeRows } from "./features/encodeRows.ts";
export type { TableRow, TableValue } from "./features/encodeRows.ts";
export type { CategoryColumn, EncodedColumn, NumericColumn, Preprocessing } from "./features/preprocessing.ts";
