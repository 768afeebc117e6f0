// The columns that a file of another program takes: one input per column, with its name, as scikit-learn's exporter writes them.
import type { ElementType } from "@softlabel/engine";
import type { ModelSignature, SignatureValue } from "@softlabel/engine/internal";
import { refuse } from "@softlabel/data/internal";
import { inputEncoder } from "../encode/inputEncoder.ts";
import type { ModelFile } from "./modelFile.ts";
import type { ColumnsInput, InputColumn } from "./inputKinds.ts";

/** The kind of a column's values, by the type of its input; types without a row are not supported. */
const columnTypes: Partial<Record<ElementType, Pick<InputColumn, "kind" | "missing" | "required" | "whole">>> = {
  float32: { kind: "number", missing: "the model is given NaN" },
  float64: { kind: "number", missing: "the model is given NaN" },
  int32: { kind: "number", required: true, whole: true },
  int64: { kind: "number", required: true, whole: true },
  bool: { kind: "boolean", required: true },
  string: { kind: "text", missing: "the model is given an empty text" },
};

/** Lists of a node that name the categories of its input. */
const categoryLists = ["keys_strings", "cats_strings", "classes_strings"];

/** Operations that hand the texts of a column on as they are. */
const passing = ["Identity", "Gather", "Reshape", "Flatten", "Squeeze", "Unsqueeze"];

/** The categories that a file lists for texts, in a node that takes them. */
function categoriesOf(signature: ModelSignature, value: string): readonly string[] | undefined {
  const takers = signature.nodes.filter(({ inputs }) => inputs[0] === value);
  const lists = takers.flatMap(({ lists: own }) => categoryLists.map((name) => own[name] ?? []));
  const found = lists.find((list) => list.length > 0);
  const further = takers.filter(({ operation }) => passing.includes(operation)).flatMap(({ outputs }) => outputs);
  return found ?? further.map((output) => categoriesOf(signature, output)).find((list) => list !== undefined);
}

const showInput = ({ name, elementType, shape = ["?"] }: SignatureValue): string =>
  `"${name}", ${elementType ?? "of an unknown type"} [${shape.join(", ")}]`;

/** The column of an input [N, 1] or [N]. */
function columnOf(file: string, signature: ModelSignature, value: SignatureValue): InputColumn {
  const { name, elementType = "float16", shape = [] } = value;
  const type = columnTypes[elementType];
  if (type === undefined || (shape.length !== 1 && !(shape.length === 2 && shape[1] === 1))) {
    const expected = "images, [N, features], or an input [N, 1] per column, named for it";
    return refuse(file, expected, showInput(value), "export the model with one of these");
  }
  const categories = type.kind === "text" ? categoriesOf(signature, name) : undefined;
  return { name, ...type, kind: categories === undefined ? type.kind : "category", categories };
}

/**
 * The columns that the inputs of a file are named for.
 * @throws UsageError if an input is not a column
 */
export function foreignTableInput({ file, signature }: ModelFile): ColumnsInput {
  const columns = signature.inputs.map((value) => columnOf(file, signature, value));
  const inputs = signature.inputs.map(({ name, elementType = "float32", shape = [] }, k) => {
    const { categories } = columns[k];
    const rank = shape.length === 1 ? 1 : 2;
    return { name, elementType, rank, columns: [{ elementType, missing: "", categories }] } as const;
  });
  return { kind: "columns", columns, dropped: [], width: columns.length, encoder: inputEncoder(inputs) };
}
