// The one table of an experiment's options: flags, checks, defaults and help all come from its rows.
import { dataFields } from "./dataFields.ts";
import { methodFields } from "./methodFields.ts";
import { trainingFields } from "./trainingFields.ts";
import type { Field } from "./fieldKinds.ts";
import { usualModel, usualModelFor } from "./usualModel.ts";
import type { Dataset } from "../../data/index.ts";
import type { Runtime } from "../../runtime/runtime.ts";

/** Everything that determines the numbers of an experiment, each option in its canonical text. */
export interface ExperimentSpec {
  readonly data: string;
  readonly label?: string;
  readonly drop?: readonly string[];
  readonly group?: string;
  readonly test?: number;
  readonly size?: number;
  readonly without?: readonly string[];
  readonly methods: readonly string[];
  readonly choose: string;
  readonly noise: string;
  readonly teacher?: string;
  readonly model: string;
  readonly weights?: string;
  readonly tune: string;
  readonly augment: string;
  readonly optimizer: string;
  readonly schedule: string;
  readonly batchSize: number;
  readonly epochs: number;
  readonly seeds: number;
  readonly validation: number;
  readonly threads: number;
  /** The package of ONNX Runtime. */
  readonly runtime: string;
}

/** A row for each field of the specification. */
export const experimentFields = { ...dataFields, ...methodFields, ...trainingFields } satisfies {
  [Name in keyof Required<ExperimentSpec>]: Field<ExperimentSpec[Name]>;
};

/** Fills in what was not given and checks what was; options without a default are left out unless given. */
export function resolveSpec(given: Partial<Record<keyof ExperimentSpec, unknown>>): ExperimentSpec {
  const rows: readonly Field<unknown>[] = Object.values(experimentFields);
  const entries = rows.map((row): [string, unknown] => {
    const value = given[row.name as keyof ExperimentSpec] ?? row.default;
    return [row.name, value === undefined ? undefined : row.parse(value)];
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as unknown as ExperimentSpec;
}

/** The specification with what was left open decided: the model by the data, the runtime by what is installed. */
export function completeSpec(
  spec: ExperimentSpec,
  dataset: Pick<Dataset, "shape">,
  runtime: Pick<Runtime, "name">,
): ExperimentSpec {
  const model = spec.model === usualModel ? usualModelFor(dataset) : spec.model;
  return { ...spec, model, runtime: runtime.name };
}
