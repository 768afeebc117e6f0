// The data of a specification, loaded alike by the command and by each of its workers.
import { loadDataset, withoutClasses, type Dataset, type LoadOptions } from "../../data/index.ts";
import { normalised } from "./normalise.ts";
import type { dataFields } from "./dataFields.ts";
import type { ExperimentSpec } from "./fields.ts";

/** The part of a specification that says which data, and how they are read. */
export type DataSpec = Pick<ExperimentSpec, keyof typeof dataFields>;

/** The options on how data are read that were given. */
function readingOptions(spec: DataSpec): Omit<DataSpec, "data" | "without" | "normalise"> {
  const { label, drop, group, test, size } = spec;
  const all = { label, drop, group, test, size };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/**
 * Loads the data, less the classes that are to be left out, as a model is to see them.
 * @param options where they lie, and what to tell of downloads
 * @throws UsageError where they cannot be had, or options are given that such data do not take
 */
export async function loadData(spec: DataSpec, options: LoadOptions): Promise<Dataset> {
  const loaded = await loadDataset(spec.data, { ...options, ...readingOptions(spec) });
  const dataset = normalised(loaded, spec.normalise);
  return spec.without === undefined ? dataset : withoutClasses(dataset, spec.without);
}
