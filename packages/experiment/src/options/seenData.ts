// The data of an experiment: how they are read, and as a model sees them.
import type { Dataset } from "@softlabel/data";
import { withoutClasses } from "@softlabel/data/internal";
import { dataFields } from "./dataFields.ts";
import type { ExperimentOptions } from "./fields.ts";
import { normalised } from "./normalise.ts";

/** The data options. */
export type DataOptions = Pick<ExperimentOptions, keyof typeof dataFields>;

/** A key that differs if data are read differently, even from the same files. */
export function dataKey(options: DataOptions): string {
  return JSON.stringify(Object.keys(dataFields).map((name) => options[name as keyof DataOptions] ?? null));
}

/** The options for reading the data; a validation fraction is held out later. */
export function readingOptions({ label, drop, group, split, test, validation, size }: DataOptions) {
  const place = typeof validation === "string" ? validation : undefined;
  return { label, drop, group, split, test, validation: place, size };
}

/** The data as a model sees them: normalised, without held-out classes. */
export function asSeen({ normalise, without }: DataOptions, loaded: Dataset): Dataset {
  const dataset = normalised(loaded, normalise);
  return without === undefined ? dataset : withoutClasses(dataset, without);
}
