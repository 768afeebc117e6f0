// Records of simple baselines: the predictions of the majority class and of a linear model.
import { readJson, writeJson, type RecordStore } from "../store/recordStore.ts";
import { readPredictions, writePredictions, type RecordedPredictions } from "./trialRecord.ts";

/** The simple baselines, the simplest first. */
export const simpleModels = ["majority", "linear"] as const;

export type SimpleModel = (typeof simpleModels)[number];

/** The record of a simple baseline. */
export interface BaselineRecord {
  /** Number of training rows that it was fitted to. */
  readonly rows: number;
  readonly test: RecordedPredictions;
  /** Undefined if there are no validation rows. */
  readonly validation?: RecordedPredictions | undefined;
}

/** The folder of a baseline; one per seed if seeds have different training labels. */
function baselineFolder(records: RecordStore, model: SimpleModel, seed: number | undefined): RecordStore {
  return records.folder(`baselines/${seed === undefined ? model : `${model}-s${seed}`}`);
}

/** Writes a record, its test predictions last: they show that it is complete. */
export function writeBaseline(
  records: RecordStore,
  model: SimpleModel,
  seed: number | undefined,
  { rows, test, validation }: BaselineRecord,
): void {
  const own = baselineFolder(records, model, seed);
  writeJson(own, "fit.json", { rows });
  if (validation !== undefined) writePredictions(own, "validation", validation);
  writePredictions(own, "test", test);
}

/** Reads a record; undefined if there is none. */
export function readBaseline(
  records: RecordStore,
  model: SimpleModel,
  seed: number | undefined,
): BaselineRecord | undefined {
  const own = baselineFolder(records, model, seed);
  const [test, validation] = [readPredictions(own, "test"), readPredictions(own, "validation")];
  if (test === undefined) return undefined;
  const { rows } = readJson(own, "fit.json") as { readonly rows: number };
  return { rows, test, validation };
}

/** The seeds with their own baselines: every seed if labels are noisy, else undefined for all together. */
export function baselineSeeds({
  noise,
  seeds,
}: {
  readonly noise: string;
  readonly seeds: number;
}): readonly (number | undefined)[] {
  return noise === "none" ? [undefined] : Array.from({ length: seeds }, (_, i) => i + 1);
}
