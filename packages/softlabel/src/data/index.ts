// Data: files, downloads and generated sets → Dataset.
export { loadDataset, parseDataset } from "./loadDataset.ts";
export type { LoadOptions, NamedDataset } from "./loadDataset.ts";
export { datasetTable } from "./datasetTable.ts";
export type { DatasetDefinition } from "./datasetTable.ts";
export type { Dataset, ImageSize } from "./dataset.ts";
export type { DownloadProgress } from "./download.ts";
export { splitTrain } from "./split.ts";
export { fingerprint } from "./fingerprint.ts";
export { fromPlanes } from "./planes.ts";
export { isAlive } from "./processes.ts";
export { cacheFolder } from "./places.ts";
export { encodeRows } from "./tables/encodeRows.ts";
export type { TableRow, TableValue } from "./tables/encodeRows.ts";
export type { CategoryColumn, EncodedColumn, NumericColumn, Preprocessing } from "./tables/preprocessing.ts";
