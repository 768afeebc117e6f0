// The training that both sides do, and where they find its data.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Examples } from "@softlabel/engine";
import { loadDataset } from "softlabel";

/** Handed to every process as JSON. */
export interface Task {
  /** Holds inputs (uint8, planes) and labels (int32) of the parts "train" and "test". */
  readonly folder: string;
  readonly shape: readonly number[];
  readonly classes: number;
  /** A value v is seen as v · scale + shift. */
  readonly scale: number;
  readonly shift: number;
  /** Channels of each block of the network. */
  readonly widths: readonly number[];
  readonly batchSize: number;
  readonly learningRate: number;
  readonly epochs: number;
}

/** What is chosen on the command line. */
export type Training = Pick<Task, "widths" | "batchSize" | "learningRate" | "epochs">;

function writePart(folder: string, part: string, { inputs, labels }: Examples): void {
  if (!(inputs instanceof Uint8Array)) throw new Error(`expected images in memory, got ${inputs.constructor.name}`);
  writeFileSync(path.join(folder, `${part}-inputs.bin`), inputs);
  writeFileSync(
    path.join(folder, `${part}-labels.bin`),
    new Uint8Array(labels.buffer, labels.byteOffset, labels.byteLength),
  );
}

/** Decodes a folder of images into a temporary one, so that both sides train on the same numbers. */
export async function createTask(data: string, training: Training): Promise<Task> {
  const { train, test, shape, classes, scale, shift } = await loadDataset(data);
  if (typeof scale !== "number" || typeof shift !== "number")
    throw new Error(`expected one scale, got ${String(scale)}`);
  const folder = mkdtempSync(path.join(tmpdir(), "softlabel-bench-cnn-"));
  writePart(folder, "train", train);
  writePart(folder, "test", test);
  return { folder, shape, classes: classes.length, scale, shift, ...training };
}
