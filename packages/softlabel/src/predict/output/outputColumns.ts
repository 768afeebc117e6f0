// The columns of the output, as a table: what each is called, of what kind, and where its values come from.
import { refuse } from "@softlabel/data/internal";
import type { ActivationBlock } from "../model/openClassifier.ts";
import type { Prediction } from "../probabilities.ts";
import type { RowBlock, RowId } from "../rows/rowBlock.ts";

/** What the values of a column are. */
export type OutputKind = "text" | "integer" | "number";

/** A block of rows with what the model says of them. */
export interface PredictedBlock extends Prediction {
  readonly block: RowBlock;
  /** The activations that were asked for, in the order of `OutputChoice.activations`. */
  readonly activations?: readonly ActivationBlock[];
}

/** The values of a column in a block; null and NaN where a row has none. */
export type OutputValues = ArrayLike<string | number | null>;

/** One column of the output. */
export interface OutputColumn {
  readonly name: string;
  readonly kind: OutputKind;
  /** Its type in SQL, where that is another than the kind's. */
  readonly type?: string | undefined;
  readonly values: (predicted: PredictedBlock) => OutputValues;
}

/** What decides the columns. */
export interface OutputChoice {
  readonly id: RowId;
  readonly labelled: boolean;
  readonly classes: readonly string[];
  /** How many of the most probable classes are written, in place of a probability for each. */
  readonly top?: number | undefined;
  /** Hidden activations, a column for each of their numbers. */
  readonly activations?: readonly { readonly name: string; readonly columns: number }[];
}

/** Numbers of a block's rows. */
function rowNumbers({ block: { count, first } }: PredictedBlock): OutputValues {
  return Float64Array.from({ length: count }, (_, i) => first + i);
}

/** Types of whole numbers that BIGINT holds. */
const wholeTypes = /^(U?(TINY|SMALL)INT|U?INTEGER|BIGINT)$/;

const idColumn = ({ id: { name, type } }: OutputChoice): OutputColumn => ({
  name,
  kind: wholeTypes.test(type) ? "integer" : "text",
  type: type === "BIGINT" || type === "VARCHAR" ? undefined : type,
  values: (predicted) => predicted.block.ids ?? rowNumbers(predicted),
});

/** A column with the k-th of a row's probabilities. */
const probabilityColumn = (name: string, k: number, classes: number): OutputColumn => ({
  name,
  kind: "number",
  values({ probabilities, predicted }) {
    const values = new Float32Array(predicted.length);
    for (let row = 0; row < values.length; row++) values[row] = probabilities[row * classes + k];
    return values;
  },
});

/** The classes of a row from the most probable on, the first of equals first; of many, only so many are found. */
function topOf(probabilities: Float32Array, start: number, classes: number, top: number): number[] {
  const best: number[] = [];
  for (let k = 0; k < classes; k++) {
    const value = probabilities[start + k];
    let place = best.length;
    while (place > 0 && probabilities[start + best[place - 1]] < value) place--;
    if (place < top) best.splice(place, 0, k);
    if (best.length > top) best.pop();
  }
  return best;
}

/** Ranks each block once for all columns. */
function ranking(classes: number, top: number): (predicted: PredictedBlock) => Int32Array {
  let [last, ranks]: [PredictedBlock | undefined, Int32Array] = [undefined, new Int32Array(0)];
  return (predicted) => {
    if (predicted === last) return ranks;
    last = predicted;
    const { length } = predicted.predicted;
    ranks = new Int32Array(length * top);
    for (let row = 0; row < length; row++)
      ranks.set(topOf(predicted.probabilities, row * classes, classes, top), row * top);
    return ranks;
  };
}

/** Two columns for each of the most probable classes: its name and its probability. */
function topColumns(names: readonly string[], top: number): OutputColumn[] {
  const classes = names.length;
  const rank = ranking(classes, top);
  return Array.from({ length: top }, (_, place): OutputColumn[] => [
    {
      name: `top${place + 1}`,
      kind: "text",
      values: (predicted) => {
        const ranks = rank(predicted);
        return Array.from(predicted.predicted, (best, row) => (best < 0 ? null : names[ranks[row * top + place]]));
      },
    },
    {
      name: `top${place + 1}_probability`,
      kind: "number",
      values: (predicted) => {
        const ranks = rank(predicted);
        const { probabilities } = predicted;
        return Float32Array.from(
          predicted.predicted,
          (_, row) => probabilities[row * classes + ranks[row * top + place]],
        );
      },
    },
  ]).flat();
}

/** A column with one number of an activation; none where a row has no prediction. */
const activationColumn = (name: string, which: number, unit: number): OutputColumn => ({
  name,
  kind: "number",
  values({ activations = [], predicted }) {
    const { values, columns } = activations[which];
    return Float32Array.from(predicted, (best, row) => (best < 0 ? NaN : values[row * columns + unit]));
  },
});

/** Columns that an output may have: each is a name to look up and a value to write, row by row. */
const mostColumns = 10_000;

/** The columns of all activations: `hidden1_0`, `hidden1_1`, … */
function activationColumns({ activations = [] }: OutputChoice): OutputColumn[] {
  const count = activations.reduce((sum, { columns }) => sum + columns, 0);
  const remedy = "take fewer or smaller layers, or read the model's outputs with an ONNX runtime";
  if (count > mostColumns) refuse("--activations", `at most ${mostColumns} numbers per row`, String(count), remedy);
  return activations.flatMap(({ name, columns }, which) =>
    Array.from({ length: columns }, (_, unit) => activationColumn(`${name}_${unit}`, which, unit)),
  );
}

/** Groups of columns, in the order of the output. */
const groups: readonly ((choice: OutputChoice) => OutputColumn[])[] = [
  (choice) => [idColumn(choice)],
  ({ labelled }) => (labelled ? [{ name: "label", kind: "text", values: ({ block }) => block.labels ?? [] }] : []),
  ({ classes }) => [
    {
      name: "prediction",
      kind: "text",
      values: ({ predicted }) => Array.from(predicted, (k) => (k < 0 ? null : classes[k])),
    },
  ],
  ({ classes, top }) =>
    top === undefined
      ? classes.map((name, k) => probabilityColumn(`prob_${name}`, k, classes.length))
      : topColumns(classes, Math.min(top, classes.length)),
  activationColumns,
];

/**
 * The columns of the output.
 * @throws UsageError where two have the same name
 */
export function outputColumns(choice: OutputChoice): OutputColumn[] {
  const columns = groups.flatMap((group) => group(choice));
  const names = columns.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined)
    refuse("--id", "a column whose name is none of the output's other columns", `"${twice}"`, "rename it");
  return columns;
}
