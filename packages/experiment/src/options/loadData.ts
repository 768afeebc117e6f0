// The data of a specification, loaded alike by the command and by each of its workers.
import { loadDataset, type Dataset, type LoadOptions } from "@softlabel/data";
import { withoutClasses } from "@softlabel/data/internal";
import { normalised } from "./normalise.ts";
import { dataFields } from "./dataFields.ts";
import type { ExperimentSpec } from "./fields.ts";

/** The part of a specification that says which data, and how they are read. */
export type DataSpec = Pick<ExperimentSpec, keyof typeof dataFields>;

/** What tells data apart that are read from the same files, the options that differ included. */
export function dataKey(spec: DataSpec): string {
  return JSON.stringify(Object.keys(dataFields).map((name) => spec[name as keyof DataSpec] ?? null));
}

/** The options on how data are read that were given; a fraction of validation rows is held out later. */
function readingOptions(spec: DataSpec): LoadOptions {
  const { label, drop, group, split, test, size } = spec;
  const validation = typeof spec.validation === "string" ? spec.validation : undefined;
  const all = { label, drop, group, split, test, validation, size };
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
