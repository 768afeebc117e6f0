// The data of an experiment, loaded alike by the command and by each of its workers.
import { loadDataset, type Dataset, type LoadOptions } from "@softlabel/data";
import { withoutClasses } from "@softlabel/data/internal";
import { normalised } from "./normalise.ts";
import { dataFields } from "./dataFields.ts";
import type { ExperimentOptions } from "./fields.ts";

/** The options that say which data, and how they are read. */
export type DataOptions = Pick<ExperimentOptions, keyof typeof dataFields>;

/** What tells data apart that are read from the same files, the options that differ included. */
export function dataKey(options: DataOptions): string {
  return JSON.stringify(Object.keys(dataFields).map((name) => options[name as keyof DataOptions] ?? null));
}

/** The options on how data are read that were given; a fraction of validation rows is held out later. */
function readingOptions(options: DataOptions): LoadOptions {
  const { label, drop, group, split, test, size } = options;
  const validation = typeof options.validation === "string" ? options.validation : undefined;
  const all = { label, drop, group, split, test, validation, size };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/**
 * Loads the data, less the classes that are to be left out, as a model is to see them.
 * @param how where they lie, and what to tell of downloads
 * @throws UsageError where they cannot be had, or options are given that such data do not take
 */
export async function loadData(options: DataOptions, how: LoadOptions): Promise<Dataset> {
  const loaded = await loadDataset(options.data, { ...how, ...readingOptions(options) });
  const dataset = normalised(loaded, options.normalise);
  return options.without === undefined ? dataset : withoutClasses(dataset, options.without);
}
