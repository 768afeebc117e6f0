// @softlabel/data: tables, images, arrays and synthetic sets → training and test examples.
export { loadDataset } from "./loadDataset.ts";
export type { LoadOptions } from "./loadDataset.ts";
export type { Dataset, ImageSize, LeftOut } from "./dataset.ts";
export type { DownloadProgress } from "./downloads/download.ts";
export { encodeRows } from "./tables/encodeRows.ts";
export type { TableRow, TableValue } from "./tables/encodeRows.ts";
export type { CategoryColumn, EncodedColumn, NumericColumn, Preprocessing } from "./tables/preprocessing.ts";
