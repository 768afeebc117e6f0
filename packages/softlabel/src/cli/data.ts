// softlabel data: the data sets that have a name, or what one set of data is like.
import { describeDataset, listDatasets, renderDatasets, renderDescription } from "../data/index.ts";
import { toJson } from "../experiment/files/files.ts";
import { prepare, type ExperimentOptions } from "./experimentOptions.ts";

/** Prints the list, or where data are given their description; both as text or as JSON. */
export async function data(text: string | undefined, options: ExperimentOptions): Promise<void> {
  const json = options.json === true;
  if (text === undefined) {
    process.stdout.write(json ? toJson(listDatasets()) : `${renderDatasets()}\n`);
    return;
  }
  const { dataset } = await prepare(text, options);
  const description = describeDataset(dataset);
  process.stdout.write(json ? toJson(description) : `${renderDescription(description)}\n`);
}
