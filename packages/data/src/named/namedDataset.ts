// "blobs" or "blobs:classes=5" → the row of the table and its parameters; synthetic sets made from such a text.
import type { ParameterValues } from "@softlabel/core";
import { fail, formatNamed, nearestFirst, parseGiven, readOptions, withDefaults } from "@softlabel/core/internal";
import type { Dataset } from "../base/dataset.ts";
import { datasetTable, type DatasetDefinition } from "./datasetTable.ts";

/** A data text that names a row of the table, with every parameter. */
export interface NamedDataset {
  readonly definition: DatasetDefinition;
  readonly values: ParameterValues;
  /** The shortest text that gives these data again. */
  readonly text: string;
}

/** The name at the beginning of a data text, and what follows its colon. */
export function splitName(text: string): readonly [name: string, rest: string | undefined] {
  const [head, rest] = text.split(/:(.*)/s, 2);
  return [head.trim(), rest === "" ? undefined : rest];
}

/**
 * Reads "name" or "name:parameter=value,…".
 * @param others what else the text could have been, for messages
 * @param seed the seed of synthetic data whose text names none
 * @throws UsageError for an unknown name, parameter or value
 */
export function readNamed(text: string, others: string, seed?: number): NamedDataset {
  const [name, rest] = splitName(text);
  const names = datasetTable.map((row) => row.name);
  const definition = datasetTable.find((row) => row.name === name);
  if (definition === undefined) return fail("data", `${others}${nearestFirst(name, names).join(", ")}`, name);
  const given = parseGiven(name, rest, definition.parameters);
  const values = withDefaults(seed === undefined ? given : { seed, ...given }, definition.parameters);
  return { definition, values, text: formatNamed(definition, values) };
}

/**
 * Makes a synthetic data set: "glyphs", "blobs:classes=5,separation=2" or "classification:samples=1000". Equal texts and
 * seeds give equal data on every machine.
 * @param text the name of a set, with parameters; `softlabel list` shows them all
 * @param options.seed the seed where the text names none; default 0
 * @throws UsageError for an unknown name, parameter or value, and for a set that is downloaded
 * @example
 * ```ts
 * import { makeDataset } from "@softlabel/data";
 * const { train, classes, shape } = makeDataset("blobs:classes=3,dimensions=2,train=30,test=10");
 * train.count; // => 30
 * classes.length; // => 3
 * shape; // => [2]
 * ```
 */
export function makeDataset(text: string, options: { readonly seed?: number } = {}): Dataset {
  const { seed } = readOptions("makeDataset", options, { seed: undefined });
  const { definition, values, text: canonical } = readNamed(text, "one of ", seed);
  const generated = datasetTable.filter(({ make }) => make !== undefined).map(({ name }) => name);
  const { make } = definition;
  if (make === undefined)
    return fail("makeDataset", `a synthetic set, one of ${generated.join(", ")}`, definition.name);
  return make(canonical, values);
}
