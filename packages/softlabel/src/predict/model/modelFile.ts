// Reads the file of an ONNX classifier, and the preprocessing of columns next to it.
import { readFileSync } from "node:fs";
import path from "node:path";
import { UsageError } from "@softlabel/core";
import { readSignature, type ModelSignature } from "@softlabel/engine/internal";
import type { Preprocessing } from "@softlabel/data";
import { refuse } from "@softlabel/data/internal";
import { modelFiles, parseJson } from "@softlabel/experiment/internal";
import { readJsonFile } from "../../folder/files.ts";

/** A model's file, read. */
export interface ModelFile {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly signature: ModelSignature;
  /** Names of the classes, in the order of the scores, if the file names them. */
  readonly classes: readonly string[] | undefined;
  /** The temperature by which its logits are to be divided; `model.onnx` divides them itself. */
  readonly temperature: number | undefined;
  /** Of a network for tables: how columns become features. */
  readonly preprocessing: Preprocessing | undefined;
}

function readBytes(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    return refuse(file, "a file that can be read", (error as Error).message);
  }
}

function signatureOf(file: string, bytes: Uint8Array): ModelSignature {
  try {
    return readSignature(bytes);
  } catch (error) {
    if (error instanceof UsageError) return refuse(file, "an ONNX model", "another kind of file", "check the path");
    throw error;
  }
}

/** The class names in the metadata, a JSON list of texts. */
function readClasses(file: string, metadata: string): string[] {
  const found = parseJson(new TextEncoder().encode(metadata));
  const isList = Array.isArray(found) && found.every((name) => typeof name === "string");
  return isList ? found : refuse(file, "class names as a JSON list of texts in its metadata", metadata.slice(0, 80));
}

/** Reads a model's file. */
export function readModelFile(file: string): ModelFile {
  const bytes = readBytes(file);
  const signature = signatureOf(file, bytes);
  const { metadata, external } = signature;
  const remedy = "save the model as one file (torch.onnx.export with external_data=False)";
  if (external.length > 0)
    refuse(file, "a model with its parameters in the file", `parameters in ${external.join(", ")}`, remedy);
  const { classes, temperature } = metadata;
  const preprocessing = readJsonFile(path.join(path.dirname(file), modelFiles.preprocessing)) as
    Preprocessing | undefined;
  return {
    file,
    bytes,
    signature,
    classes: classes === undefined ? undefined : readClasses(file, classes),
    temperature: temperature === undefined ? undefined : Number(temperature),
    preprocessing: metadata.softlabel === undefined ? undefined : preprocessing,
  };
}
