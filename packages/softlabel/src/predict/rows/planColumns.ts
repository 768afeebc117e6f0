// Which columns of a table a model's inputs are made of, and which are the id and the label.
import { firstOf, nearestFirst } from "@softlabel/core/internal";
import { checkDistinct, type Column, refuse } from "@softlabel/data/internal";
import type { EncoderMaker } from "../encode/encoder.ts";
import { numbersEncoder } from "../encode/inputEncoder.ts";
import type { ColumnsInput, InputColumn, NumbersInput } from "../model/inputKinds.ts";

/** What is said of a table's columns. */
export interface ColumnChoice {
  readonly id?: string | undefined;
  readonly label?: string | undefined;
  /** Of a model that takes numbers without names: their columns, in order. */
  readonly features?: readonly string[] | undefined;
}

/** The columns of a table by their use. */
export interface ColumnPlan {
  readonly inputs: readonly InputColumn[];
  readonly encoder: EncoderMaker;
  /** Values per row that are handed to the model. */
  readonly width: number;
  /** Undefined where rows are numbered. */
  readonly id: string | undefined;
  /** Undefined where there are no labels. */
  readonly label: string | undefined;
  /** Columns that nothing is made of. */
  readonly extra: readonly string[];
  readonly notes: readonly string[];
}

const plainId = "id";

function checkColumn(text: string, option: string, name: string, names: readonly string[]): string {
  if (names.includes(name)) return name;
  return refuse(text, `${option} to be one of its columns ${nearestFirst(name, names).join(", ")}`, `"${name}"`);
}

/** "island (nearest: islands, sland)" */
function describeMissing(name: string, names: readonly string[]): string {
  return `${name} (nearest: ${nearestFirst(name, names).slice(0, 3).join(", ")})`;
}

function checkPresent(text: string, wanted: readonly string[], names: readonly string[]): void {
  const missing = wanted.filter((name) => !names.includes(name));
  if (missing.length === 0) return;
  const left = names.filter((name) => !wanted.includes(name));
  const shown = missing.map((name) => (left.length === 0 ? name : describeMissing(name, left)));
  const remedy = "rename or add them; an empty column counts as missing values";
  refuse(text, `the ${wanted.length} columns that the model takes`, `none called ${firstOf(shown, 5)}`, remedy);
}

/** What the model's inputs are made of. */
type InputPlan = Pick<ColumnPlan, "inputs" | "encoder" | "width" | "notes">;

/** The columns of numbers without names: those given, or all others in their order. */
function planNumbers(
  text: string,
  input: NumbersInput,
  { features }: ColumnChoice,
  others: readonly string[],
): InputPlan {
  const { width, elementType } = input;
  const names = features?.map((name) => checkColumn(text, "--features", name, others)) ?? others;
  if (names.length !== width) {
    const expected = `${width} columns for the ${width} values that the model takes`;
    const remedy =
      features === undefined ? "name them in order with --features, and the label with --label" : undefined;
    refuse(text, expected, `${names.length}: ${names.join(", ")}`, remedy);
  }
  const whole = /int/.test(elementType);
  const kind = elementType === "string" ? "text" : elementType === "bool" ? "boolean" : "number";
  const inputs = names.map((name) => ({ name, kind, required: whole || kind === "boolean", whole }) as const);
  const order = `The model does not name its ${width} inputs; columns in order: ${names.join(", ")}.`;
  return { inputs, encoder: numbersEncoder(input), width, notes: features === undefined ? [order] : [] };
}

/** The columns of the names that the model states. */
function planNamed(
  text: string,
  { columns, encoder, width }: ColumnsInput,
  { features }: ColumnChoice,
  names: readonly string[],
): InputPlan {
  const got = "one that takes columns by name";
  if (features !== undefined) refuse("--features", "a model that does not name its inputs", got, "leave it out");
  const wanted = columns.map(({ name }) => name);
  checkPresent(text, wanted, names);
  return { inputs: columns, encoder, width, notes: [] };
}

/** The label that was given, or the one of training where the table has it. */
function labelOf(
  text: string,
  input: ColumnsInput | NumbersInput,
  { label }: ColumnChoice,
  names: readonly string[],
): string | undefined {
  if (label !== undefined) return checkColumn(text, "--label", label, names);
  return input.kind === "columns" ? names.find((name) => name === input.label) : undefined;
}

function idOf(text: string, { id }: ColumnChoice, names: readonly string[]): string | undefined {
  return id === undefined ? names.find((name) => name.toLowerCase() === plainId) : checkColumn(text, "--id", id, names);
}

/**
 * Finds the columns of a table for a model.
 * @param text the table, for messages
 * @param columns its columns, with their types
 * @throws UsageError where one is missing that is needed or named, or there are not as many as the model takes
 */
export function planColumns(
  text: string,
  columns: readonly Column[],
  input: ColumnsInput | NumbersInput,
  choice: ColumnChoice,
): ColumnPlan {
  const names = columns.map(([name]) => name);
  checkDistinct(text, names);
  const [id, label] = [idOf(text, choice, names), labelOf(text, input, choice, names)];
  const others = names.filter((name) => name !== label && name !== id);
  const plan =
    input.kind === "numbers" ? planNumbers(text, input, choice, others) : planNamed(text, input, choice, names);
  const expected = [...plan.inputs.map(({ name }) => name), ...(input.kind === "columns" ? input.dropped : [])];
  return { ...plan, id, label, extra: others.filter((name) => !expected.includes(name)) };
}
