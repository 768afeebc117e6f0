// Determines the input of a model.
import type { ElementType } from "@softlabel/engine";
import type { SignatureValue } from "@softlabel/engine/internal";
import type { EncodedColumn, Preprocessing } from "@softlabel/data";
import { refuse } from "@softlabel/data/internal";
import { tableFormat } from "@softlabel/data/node/internal";
import type { EncoderMaker } from "../encode/encoder.ts";
import { featureEncoder } from "../encode/featureEncoder.ts";
import { inputEncoder } from "../encode/inputEncoder.ts";
import { readDeployed, type Deployed } from "@softlabel/experiment/internal";
import { foreignTableInput } from "./foreignTable.ts";
import type { ColumnsInput, ImageInput, InputColumn, ModelInput } from "./inputKinds.ts";
import type { ModelFile } from "./modelFile.ts";

const noneMissing = "no training row lacked one";

/** How a text is treated that training did not have, and a missing value if training had none. */
function consequences(column: EncodedColumn): Pick<InputColumn, "unseen" | "missing"> {
  if (column.kind !== "category")
    return { missing: column.missing ? undefined : `${noneMissing}; the training mean is used` };
  const none = "treated as none of the known categories";
  return {
    unseen: column.other ? "treated as other, like rare categories in training" : none,
    missing: column.missing ? undefined : `${noneMissing}; ${none}`,
  };
}

const inputColumn = (column: EncodedColumn): InputColumn => ({
  name: column.name,
  kind: column.kind,
  categories: column.kind === "category" ? column.categories : undefined,
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
    const categories = column.kind === "category" ? column.categories : undefined;
    return { name, elementType, rank: 2, columns: [{ elementType, missing, categories }] } as const;
  });
  return columnsOf(preprocessing, fed.length, inputEncoder(fed));
}

/** Refuses a network for tables without its preprocessing: raw columns would be taken for features. */
function checkFeatures({ file, signature }: ModelFile): void {
  const { data = "", softlabel } = signature.metadata;
  if (softlabel === undefined || tableFormat(data) === undefined) return;
  const remedy = "give the folder written by train, or its model.onnx, which takes columns";
  refuse(file, "preprocessing.json next to a network that was trained on a table", "none", remedy);
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
 * The input of a model: as stated by files of softlabel; for others, derived from names, types and shapes of their inputs.
 * @throws UsageError if neither columns nor images can be turned into it
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
