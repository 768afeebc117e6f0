// The inputs of model.onnx: one per column of a table, or one of images or features.
import { sizeOf } from "@softlabel/engine/internal";
import { type Dataset, type EncodedColumn, type Preprocessing } from "@softlabel/data";
import { missingTexts } from "@softlabel/data/internal";

/** One input of `model.onnx`. */
export interface DeployedInput {
  /** Its name in the graph: that of its column, unless the graph uses that name itself. */
  readonly name: string;
  /** A kind of column, or `image`, or `features`: numbers that are not the columns of a table. */
  readonly kind: EncodedColumn["kind"] | "image" | "features";
  /** The column of the table. */
  readonly column?: string;
  readonly elementType: "float32" | "float64" | "uint8" | "string";
  /** The shape of one example: [1] for a column; images are [height, width] or [channels, height, width]. */
  readonly shape: readonly number[];
  /** For categories: the text for a missing value. For numbers that is NaN. */
  readonly missing?: string;
}

/** The outputs of every `model.onnx`: the predicted class, and a probability per class. */
export const outputNames = { label: "label", probabilities: "probabilities" } as const;

/** Reserved names besides those of activations: the outputs, the empty name, and one that JavaScript objects cannot have. */
const alwaysReserved: readonly string[] = [...Object.values(outputNames), "", "__proto__"];

/** The column's name, with underscores appended if it is reserved. */
function inputName(column: string, columns: readonly string[], activations: readonly string[]): string {
  const reserved = [...alwaysReserved, ...activations];
  let name = column;
  while (reserved.includes(name) || (name !== column && columns.includes(name))) name += "_";
  return name;
}

/** The text for a missing value: empty, unless that is a category itself. */
function missingText(categories: readonly string[]): string {
  let text = missingTexts.find((each) => !categories.includes(each)) ?? "missing";
  while (categories.includes(text)) text += "_";
  return text;
}

function columnInput(column: EncodedColumn, columns: readonly string[], activations: readonly string[]): DeployedInput {
  const { name, kind } = column;
  const own = { name: inputName(name, columns, activations), kind, column: name, shape: [1] };
  if (column.kind === "category") return { ...own, elementType: "string", missing: missingText(column.categories) };
  return { ...own, elementType: column.elementType ?? "float32" };
}

/** Everything about the data that decides the inputs of `model.onnx`. */
export interface DeployedData {
  readonly shape: readonly number[];
  readonly elementType: "uint8" | "float32";
  readonly image?: Dataset["image"];
  /** Set for tables. */
  readonly preprocessing?: Preprocessing;
  /** Hidden activations given as outputs. */
  readonly activations?: readonly string[];
}

/** The inputs of `model.onnx`, in the order of a table's columns. */
export function deployedInputs(data: DeployedData): readonly DeployedInput[] {
  const { shape, elementType, image, preprocessing, activations = [] } = data;
  if (preprocessing !== undefined) {
    const columns = preprocessing.columns.map(({ name }) => name);
    return preprocessing.columns.map((column) => columnInput(column, columns, activations));
  }
  const isImage = image !== undefined && sizeOf(shape) === image.width * image.height * image.channels;
  const kind = isImage ? "image" : "features";
  return [{ name: inputName(kind, [], activations), kind, elementType, shape }];
}
