// What a trial leaves of its penultimate layer: what the last linear layer sees of some rows, and that layer itself.
import path from "node:path";
import type { LinearHead } from "@softlabel/core";
import { readNpy, writeNpy } from "../files/arrayRecord.ts";

/** Rows as the last layer sees them. */
export interface PenultimateRows {
  /** [N, D] */
  readonly features: Float32Array;
  readonly labels: Int32Array;
}

/** The layer, and some rows of each part. */
export interface Penultimate {
  readonly head: LinearHead & { readonly weight: Float32Array; readonly bias?: Float32Array };
  readonly train: PenultimateRows;
  readonly test: PenultimateRows;
}

const fileOf = (folder: string, name: string): string => path.join(folder, "penultimate", `${name}.npy`);

function writeRows(folder: string, part: "train" | "test", { features, labels }: PenultimateRows): void {
  const rows = labels.length;
  writeNpy(fileOf(folder, `${part}-labels`), { data: labels, shape: [rows] });
  writeNpy(fileOf(folder, `${part}-features`), { data: features, shape: [rows, features.length / rows] });
}

/** Puts it on record. */
export function writePenultimate(folder: string, { head, train, test }: Penultimate): void {
  const { classes, weight, bias } = head;
  writeNpy(fileOf(folder, "weight"), { data: weight, shape: [classes, weight.length / classes] });
  if (bias !== undefined) writeNpy(fileOf(folder, "bias"), { data: bias, shape: [classes] });
  writeRows(folder, "train", train);
  writeRows(folder, "test", test);
}

function readRows(folder: string, part: "train" | "test"): PenultimateRows | undefined {
  const [features, labels] = [readNpy(fileOf(folder, `${part}-features`)), readNpy(fileOf(folder, `${part}-labels`))];
  return features instanceof Float32Array && labels instanceof Int32Array ? { features, labels } : undefined;
}

/** What is on record; nothing where a file is missing. */
export function readPenultimate(folder: string, classes: number): Penultimate | undefined {
  const [weight, bias] = [readNpy(fileOf(folder, "weight")), readNpy(fileOf(folder, "bias"))];
  const [train, test] = [readRows(folder, "train"), readRows(folder, "test")];
  if (!(weight instanceof Float32Array) || train === undefined || test === undefined) return undefined;
  return { head: { classes, weight, ...(bias instanceof Float32Array ? { bias } : {}) }, train, test };
}
