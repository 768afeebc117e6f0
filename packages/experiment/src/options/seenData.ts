// The data of an experiment as its options have them read and shown to a model.
import type { Dataset } from "@softlabel/data";
import { withoutClasses } from "@softlabel/data/internal";
import { dataFields } from "./dataFields.ts";
import type { ExperimentOptions } from "./fields.ts";
import { normalised } from "./normalise.ts";

/** The options that say which data, and how they are read. */
export type DataOptions = Pick<ExperimentOptions, keyof typeof dataFields>;

/** A text that tells apart data that are read differently from the same files. */
export function dataKey(options: DataOptions): string {
  return JSON.stringify(Object.keys(dataFields).map((name) => options[name as keyof DataOptions] ?? null));
}

/** The options that a reader of data takes; a fraction of validation rows is held out later. */
export function readingOptions({ label, drop, group, split, test, validation, size }: DataOptions) {
  const place = typeof validation === "string" ? validation : undefined;
  return { label, drop, group, split, test, validation: place, size };
}

/** The data as a model sees them: normalised, less the classes that are left out. */
export function asSeen({ normalise, without }: DataOptions, loaded: Dataset): Dataset {
  const dataset = normalised(loaded, normalise);
  return without === undefined ? dataset : withoutClasses(dataset, without);
}
