// Finds out what a model takes.
import type { ElementType, SignatureValue } from "@softlabel/engine";
import type { EncodedColumn, Preprocessing } from "@softlabel/data";
import { refuse, tableFormat } from "@softlabel/data/internal";
import type { EncoderMaker } from "../encode/encoder.ts";
import { featureEncoder } from "../encode/featureEncoder.ts";
import { inputEncoder } from "../encode/inputEncoder.ts";
import { readDeployed, type Deployed } from "@softlabel/experiment/internal";
import { foreignTableInput } from "./foreignTable.ts";
import type { ColumnsInput, ImageInput, InputColumn, ModelInput } from "./inputKinds.ts";
import type { ModelFile } from "./modelFile.ts";

const noneMissing = "no training row lacked one";

/** What becomes of a text that a column of training lacked, and of a missing value where training missed none. */
function consequences(column: EncodedColumn): Pick<InputColumn, "unseen" | "missing"> {
  if (column.kind !== "category") return column.missing ? {} : { missing: `${noneMissing}; the training mean is used` };
  const none = "treated as none of the known categories";
  return {
    unseen: column.other ? "treated as other, like rare categories in training" : none,
    ...(column.missing ? {} : { missing: `${noneMissing}; ${none}` }),
  };
}

const inputColumn = (column: EncodedColumn): InputColumn => ({
  name: column.name,
  kind: column.kind,
  ...(column.kind === "category" ? { categories: column.categories } : {}),
  ...consequences(column),
});

function columnsOf(preprocessing: Preprocessing, width: number, encoder: EncoderMaker): ColumnsInput {
  const { columns, label, dropped } = preprocessing;
  return {
    kind: "columns",
    columns: columns.map(inputColumn),
    label,
    dropped: dropped.map(({ name }) => name),
    width,
    encoder,
  };
}

/** The raw columns of a file that encodes them itself. */
function deployedColumns({ inputs }: Deployed, preprocessing: Preprocessing): ColumnsInput {
  const fed = preprocessing.columns.map((column, k) => {
    const { name, elementType, missing = "" } = inputs[k];
    const categories = column.kind === "category" ? { categories: column.categories } : {};
    return { name, elementType, rank: 2, columns: [{ elementType, missing, ...categories }] } as const;
  });
  return columnsOf(preprocessing, fed.length, inputEncoder(fed));
}

/** Refuses a network for tables that lies alone: raw columns would be taken for features. */
function checkFeatures({ file, signature }: ModelFile): void {
  const { data = "", softlabel } = signature.metadata;
  if (softlabel === undefined || tableFormat(data) === undefined) return;
  const remedy = "name the folder that train left, or its model.onnx, which takes columns";
  refuse(file, "preprocessing.json beside a network that was trained on a table", "none", remedy);
}

const imageTypes: readonly (ElementType | undefined)[] = ["uint8", "float32"];

function singleInput(model: ModelFile, { name, elementType, shape = [] }: SignatureValue): ModelInput {
  const [, ...example] = shape;
  const sizes = example.map((size) => (typeof size === "number" ? size : undefined));
  const isImage = example.length === 2 || example.length === 3;
  if (isImage && imageTypes.includes(elementType))
    return { kind: "image", name, elementType: elementType as ImageInput["elementType"], shape: sizes };
  const [width] = sizes;
  const isMatrix = example.length === 1 && width !== undefined && width !== 1 && elementType !== undefined;
  if (isMatrix && elementType !== "float16") {
    checkFeatures(model);
    return { kind: "numbers", name, elementType, width };
  }
  return foreignTableInput(model);
}

/**
 * What a model takes: for files of softlabel as they say, for others as far as names, types and shapes of their inputs tell.
 * @throws UsageError where that is nothing that can be made of columns or images
 */
export function modelInputOf(model: ModelFile): ModelInput {
  const { signature, preprocessing } = model;
  const { inputs, metadata } = signature;
  const deployed = readDeployed(metadata);
  if (deployed?.preprocessing !== undefined) return deployedColumns(deployed, deployed.preprocessing);
  if (preprocessing !== undefined && inputs.length === 1)
    return columnsOf(preprocessing, preprocessing.features.length, featureEncoder(inputs[0].name, preprocessing));
  return inputs.length === 1 ? singleInput(model, inputs[0]) : foreignTableInput(model);
}
