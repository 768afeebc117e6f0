// @softlabel/data/node: data sets from files, folders, SQL and downloads, on Node.
export { loadDataset } from "./loadDataset.ts";
export type { LoadOptions } from "./loadDataset.ts";
export type { DownloadProgress } from "./downloads/download.ts";
