// An ONNX classifier's file with what lies beside it: how a table's columns became features.
import { readFileSync } from "node:fs";
import path from "node:path";
import { UsageError } from "@softlabel/core";
import { readSignature, type ModelSignature } from "@softlabel/engine";
import type { Preprocessing } from "@softlabel/data";
import { refuse } from "@softlabel/data/internal";
import { modelFiles } from "@softlabel/experiment/internal";
import { readJsonFile } from "../../folder/files.ts";

/** A model's file, read. */
export interface ModelFile {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly signature: ModelSignature;
  /** Names of the classes, in the order of the scores, where the file says them. */
  readonly classes?: readonly string[];
  /** The temperature that its logits are to be divided by, or of `model.onnx`, which divides them itself, are divided by. */
  readonly temperature?: number;
  /** Of a network for tables: what was made of the columns. */
  readonly preprocessing?: Preprocessing;
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
    if (error instanceof UsageError) return refuse(file, "an ONNX model", "a file that is none", "check the path");
    throw error;
  }
}

/** Reads a model's file. */
export function readModelFile(file: string): ModelFile {
  const bytes = readBytes(file);
  const signature = signatureOf(file, bytes);
  const { metadata, external } = signature;
  const remedy = "save the model as one file (torch.onnx.export with external_data=False)";
  if (external) refuse(file, "a model with its parameters in the file", "parameters in other files", remedy);
  const { classes, temperature } = metadata;
  const preprocessing = readJsonFile(path.join(path.dirname(file), modelFiles.preprocessing)) as
    Preprocessing | undefined;
  return {
    file,
    bytes,
    signature,
    ...(classes === undefined ? {} : { classes: JSON.parse(classes) as string[] }),
    ...(temperature === undefined ? {} : { temperature: Number(temperature) }),
    ...(preprocessing === undefined || metadata.softlabel === undefined ? {} : { preprocessing }),
  };
}
