// The values of the sources' implementations and the two recorded runs of the first one, as make_sources.py computed them.
import { asPrinted, type PrintedLoss, type PrintedRelaxation } from "@softlabel/core";
import { readReference } from "./reference.ts";

/** A method of the first source's experiment: label smoothing, or label relaxation as printed. */
export type NotebookMethod = "smoothing" | "relaxationAsPrinted";

/** One training: the losses at steps 0, 100, …, 400, the accuracy on the test rows, and the weights after step 499. */
export interface NotebookRun {
  readonly method: NotebookMethod;
  readonly amount: number;
  readonly losses: readonly number[];
  readonly testAccuracy: number;
  readonly weight: readonly (readonly number[])[];
  readonly bias: readonly number[];
}

/** Rows with their classes. */
interface NotebookRows {
  readonly x: readonly (readonly number[])[];
  readonly y: readonly number[];
}

/** The first source's experiment with one seed: its data, the weights it began with, and its eight runs. */
export interface Notebook {
  readonly seed: number;
  readonly train: NotebookRows;
  readonly test: NotebookRows;
  readonly initial: { readonly weight: readonly (readonly number[])[]; readonly bias: readonly number[] };
  readonly runs: readonly NotebookRun[];
}

interface FileCase {
  readonly implementation: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly logits: readonly (readonly number[])[];
  readonly labels: readonly number[];
  readonly value: number | readonly number[];
  readonly gradient: readonly (readonly number[])[];
}

/** An implementation's known value and gradient. */
export interface SourceCase {
  readonly name: string;
  readonly loss: PrintedLoss | PrintedRelaxation;
  readonly logits: Float64Array;
  readonly labels: Int32Array;
  readonly shape: readonly number[];
  /** A single number for mean and sum, else a number per row. */
  readonly value: readonly number[];
  readonly gradient: readonly number[];
}

interface SourceFile {
  readonly losses: readonly FileCase[];
  readonly notebooks: readonly Notebook[];
}

const file = readReference<SourceFile>("sources.json");

/** Names in the file that are written otherwise here. */
const renamed: Readonly<Record<string, string>> = {
  relaxationAsPrinted: "relaxation",
  logits_provided: "logitsProvided",
};
const nameOf = (name: string): string => renamed[name] ?? name;

function lossOf({ implementation, options }: FileCase): PrintedLoss {
  const ours = Object.fromEntries(Object.entries(options).map(([name, value]) => [nameOf(name), value]));
  const create = (asPrinted as unknown as Record<string, (options: object) => PrintedLoss>)[nameOf(implementation)];
  return create(ours);
}

/** The 169 values and gradients of sources.json. */
export const sourceCases: readonly SourceCase[] = file.losses.map((row, i) => ({
  name: `${i}: ${row.implementation} ${JSON.stringify(row.options)}`,
  loss: lossOf(row),
  logits: Float64Array.from(row.logits.flat()),
  labels: Int32Array.from(row.labels),
  shape: [row.logits.length, row.logits[0].length],
  value: [row.value].flat(),
  gradient: row.gradient.flat(),
}));

/** The two recorded runs. */
export const notebooks = file.notebooks;
