// The one table of an experiment's options: flags, checks, defaults and help all come from its rows.
import { check, checkName, parseGiven, type PrimaryQuestion } from "@softlabel/core/internal";
import { parseOptimizer } from "@softlabel/engine";
import { epochsOfSteps, optimizerTable } from "@softlabel/engine/internal";
import { dataFields } from "./dataFields.ts";
import { methodFields } from "./methodFields.ts";
import { trainingFields } from "./trainingFields.ts";
import type { Field } from "./fieldKinds.ts";
import { splitOf } from "./examplesOf.ts";
import { initialModel } from "./initialModel.ts";
import type { ReadFile } from "./inputFile.ts";
import { normalisationOf } from "./normalise.ts";
import { usualModel, usualModelFor } from "./usualModel.ts";
import type { Dataset } from "@softlabel/data";
import type { Runtime } from "./runtimeName.ts";
import { defined } from "../store/defined.ts";

/** Everything that determines the numbers of an experiment, each option in its canonical text. */
export interface ExperimentOptions {
  readonly data: string;
  readonly label?: string;
  readonly drop?: readonly string[];
  readonly group?: string;
  readonly split?: string;
  readonly test?: number | string;
  readonly validation: number | string;
  readonly size?: number;
  readonly normalise?: string;
  readonly without?: readonly string[];
  readonly methods: readonly string[];
  readonly choose: string;
  /** The one question that was declared beforehand; it changes no training. */
  readonly primary?: PrimaryQuestion;
  readonly noise: string;
  readonly classWeights?: string;
  /** Whether simple baselines are fitted to the same rows; changes no run. */
  readonly baselines: boolean;
  readonly teacher?: string;
  readonly model: string;
  readonly weights?: string;
  readonly tune: string;
  readonly keepActivations?: readonly string[];
  readonly augment: string;
  readonly optimizer: string;
  readonly schedule: string;
  readonly batchSize: number;
  /** If `steps` is given: the number of epochs that they take on this data. */
  readonly epochs: number;
  readonly steps?: number;
  readonly patience?: number;
  readonly seeds: number;
  readonly threads: number;
  /** The package of ONNX Runtime. */
  readonly runtime: string;
}

/** Every option: one row per field, and the learning rate, which becomes part of the optimizer's text. */
export const experimentFields = { ...dataFields, ...methodFields, ...trainingFields } satisfies {
  [Name in keyof Required<ExperimentOptions>]: Field<ExperimentOptions[Name]>;
};

/** Options as given, by the names of their rows. */
export type GivenOptions = Partial<Record<keyof typeof experimentFields, unknown>>;

/** Refuses a length in both epochs and steps. */
function checkLength({ epochs, steps }: GivenOptions): void {
  const both = epochs !== undefined && steps !== undefined;
  check(!both, "--steps", "either --epochs or --steps", `${String(steps)} beside --epochs ${String(epochs)}`);
}

/**
 * Adds the learning rate of --lr to an optimizer's text.
 * @param optimizer a valid text, as --optimizer takes it
 * @param isDefault whether the optimizer is the default: then its own learning rate is replaced
 * @throws UsageError if the text already has a learning rate
 */
function withLearningRate(optimizer: string, rate: number, isDefault: boolean): string {
  const [head, rest] = optimizer.split(/:(.*)/s, 2);
  const names = optimizerTable.map(({ name }) => name);
  const name = checkName("--optimizer", "the name", head.trim(), names);
  if (isDefault) return parseOptimizer(`${name}:lr=${rate}`).toString();
  const { lr } = parseGiven(optimizer, rest, optimizerTable[names.indexOf(name)].parameters);
  check(
    lr === undefined,
    "--lr",
    "one learning rate",
    `${rate} beside --optimizer ${optimizer}`,
    "leave one of them out",
  );
  return parseOptimizer([`${name}:lr=${rate}`, rest].filter((part) => part !== undefined).join(",")).toString();
}

/** Checks the given options and fills in defaults; options without a default are left out unless given. */
export function resolveOptions(given: GivenOptions): ExperimentOptions {
  checkLength(given);
  const rows: readonly Field<unknown>[] = Object.values(experimentFields);
  const entries = rows.map((row): [string, unknown] => {
    const value = given[row.name as keyof GivenOptions] ?? row.default;
    return [row.name, value === undefined ? undefined : row.parse(value)];
  });
  const known = Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  const { lr, ...options } = known as unknown as ExperimentOptions & { readonly lr?: number };
  if (lr === undefined) return options;
  const { optimizer } = given;
  const text = typeof optimizer === "string" ? optimizer : options.optimizer;
  return { ...options, optimizer: withLearningRate(text, lr, optimizer === undefined) };
}

/** Decides what was left open: the model and the normalisation from the data, the runtime from what is installed. */
export function completeOptions(
  options: ExperimentOptions,
  dataset: Pick<Dataset, "shape" | "train">,
  runtime: Pick<Runtime, "name">,
  readFile: ReadFile,
): ExperimentOptions {
  const model = options.model === usualModel ? usualModelFor(dataset) : options.model;
  const normalise = normalisationOf({ ...options, model }, dataset, readFile);
  return { ...options, ...defined({ normalise }), model, runtime: runtime.name };
}

/** Sets the number of epochs that `steps` take on this data; returns the options unchanged if there are no steps. */
export function withEpochs(options: ExperimentOptions, dataset: Dataset, readFile: ReadFile): ExperimentOptions {
  const { steps, batchSize, validation } = options;
  if (steps === undefined) return options;
  const examples = splitOf(dataset, validation).train.count;
  return {
    ...options,
    epochs: epochsOfSteps(steps, { examples, batchSize }, initialModel(options, 1, dataset, readFile)),
  };
}
