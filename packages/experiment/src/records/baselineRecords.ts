// The folders of simple models beside the trials: the predictions of a majority class and of a linear model.
import { readJson, writeJson, type RecordStore } from "../store/recordStore.ts";
import { readPredictions, writePredictions, type RecordedPredictions } from "./trialRecord.ts";

/** The simple models, the simplest first. */
export const simpleModels = ["majority", "linear"] as const;

export type SimpleModel = (typeof simpleModels)[number];

/** What a simple model leaves. */
export interface BaselineRecord {
  /** Training rows that it was fitted to. */
  readonly rows: number;
  readonly test: RecordedPredictions;
  /** Absent where no rows were held out. */
  readonly validation?: RecordedPredictions | undefined;
}

/** Folder of a model; one per seed where seeds differ in their training labels. */
function baselineFolder(records: RecordStore, model: SimpleModel, seed: number | undefined): RecordStore {
  return records.folder(`baselines/${seed === undefined ? model : `${model}-s${seed}`}`);
}

/** Writes the test predictions last, so that they stand for all. */
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

/** The record, or undefined where there is none. */
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

/** The seeds that have simple models of their own: those of noisy labels; undefined stands for all at once. */
export function baselineSeeds({
  noise,
  seeds,
}: {
  readonly noise: string;
  readonly seeds: number;
}): readonly (number | undefined)[] {
  return noise === "none" ? [undefined] : Array.from({ length: seeds }, (_, i) => i + 1);
}
