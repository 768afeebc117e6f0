// Records of the penultimate layer: the last linear layer, and its input for some rows.
import type { LinearHead } from "@softlabel/core";
import { readNpy, writeNpy, type RecordStore } from "../store/recordStore.ts";
import { defined } from "../store/defined.ts";

/** Rows as input of the last layer. */
export interface PenultimateRows {
  /** [N, D] */
  readonly features: Float32Array;
  readonly labels: Int32Array;
}

/** The last layer, and some rows of each split. */
export interface Penultimate {
  readonly head: LinearHead & { readonly weight: Float32Array; readonly bias?: Float32Array };
  readonly train: PenultimateRows;
  readonly test: PenultimateRows;
}

const fileOf = (name: string): string => `penultimate/${name}.npy`;

function writeRows(records: RecordStore, part: "train" | "test", { features, labels }: PenultimateRows): void {
  const rows = labels.length;
  writeNpy(records, fileOf(`${part}-labels`), { data: labels, shape: [rows] });
  writeNpy(records, fileOf(`${part}-features`), { data: features, shape: [rows, features.length / rows] });
}

/** Writes the record. */
export function writePenultimate(records: RecordStore, { head, train, test }: Penultimate): void {
  const { classes, weight, bias } = head;
  writeNpy(records, fileOf("weight"), { data: weight, shape: [classes, weight.length / classes] });
  if (bias !== undefined) writeNpy(records, fileOf("bias"), { data: bias, shape: [classes] });
  writeRows(records, "train", train);
  writeRows(records, "test", test);
}

function readRows(records: RecordStore, part: "train" | "test"): PenultimateRows | undefined {
  const [features, labels] = ["features", "labels"].map((name) => readNpy(records, fileOf(`${part}-${name}`))?.data);
  return features instanceof Float32Array && labels instanceof Int32Array ? { features, labels } : undefined;
}

/** Reads the record; undefined if a file is missing. */
export function readPenultimate(records: RecordStore, classes: number): Penultimate | undefined {
  const [weight, bias] = ["weight", "bias"].map((name) => readNpy(records, fileOf(name))?.data);
  const [train, test] = [readRows(records, "train"), readRows(records, "test")];
  if (!(weight instanceof Float32Array) || train === undefined || test === undefined) return undefined;
  const head = { classes, weight, ...defined({ bias: bias instanceof Float32Array ? bias : undefined }) };
  return { head, train, test };
}
