// @softlabel/data: tables, images, arrays and synthetic sets → training and test examples.
export { loadDataset } from "./node/loadDataset.ts";
export type { LoadOptions } from "./node/loadDataset.ts";
export type { Dataset, ImageSize, LeftOut } from "./base/dataset.ts";
export type { DownloadProgress } from "./node/downloads/download.ts";
export { encodeRows } from "./features/encodeRows.ts";
export type { TableRow, TableValue } from "./features/encodeRows.ts";
export type { CategoryColumn, EncodedColumn, NumericColumn, Preprocessing } from "./features/preprocessing.ts";
