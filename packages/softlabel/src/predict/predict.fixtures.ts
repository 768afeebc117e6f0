// Models and tables for tests of predictions: a network with random parameters as train leaves it, and rows in files.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, vi } from "vitest";
import { deployModel, type DeployedData } from "@softlabel/experiment/internal";
import { networkOf } from "../../../../test/deployments.ts";
import { type EncodedColumn, type Preprocessing } from "@softlabel/data";
import { featureNames } from "@softlabel/data/internal";

/** A folder for the files of a test, with a cache of its own; gives the path of a name in it. */
export function predictionFolder(): (name: string) => string {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "softlabel-predict-"));
    vi.stubEnv("XDG_CACHE_HOME", path.join(folder, "cache"));
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
  return (name) => path.join(folder, name);
}

/** Columns of every kind. */
export const treeColumns: readonly EncodedColumn[] = [
  { name: "height", kind: "number", mean: 8, deviation: 3, missing: false },
  { name: "soil", kind: "category", categories: ["clay", "loam"], other: false, missing: false },
  { name: "planted", kind: "date", mean: 7305, deviation: 900, missing: true },
  { name: "evergreen", kind: "boolean", mean: 0.4, deviation: 0.49, missing: true },
  { name: "park", kind: "category", categories: ["east", "west"], other: true, missing: true },
];

/** What training would have made of a table with these columns. */
export function treePreprocessing(columns: readonly EncodedColumn[] = treeColumns): Preprocessing {
  const classes = ["plain", "ünïcode", "new\nline"];
  const dropped = [{ name: "serial", reason: "it numbers the rows" }];
  return { version: 1, label: "species", classes, columns, dropped, features: columns.flatMap(featureNames) };
}

/** Leaves a model of tables as train does; gives its network. */
export function leaveTreeModel(folder: string, preprocessing = treePreprocessing(), temperature = 0.5): Uint8Array {
  const shape = [preprocessing.features.length];
  const network = networkOf(shape, "float32", temperature);
  const data: DeployedData = { shape, elementType: "float32", preprocessing };
  leave(folder, network, data);
  writeFileSync(path.join(folder, "preprocessing.json"), JSON.stringify(preprocessing));
  return network;
}

/** Leaves a model of images as train does; gives its network. */
export function leaveImageModel(folder: string, shape: readonly number[]): Uint8Array {
  const [channels, height, width] = shape.length === 3 ? shape : [1, ...shape];
  const network = networkOf(shape, "uint8", 0.5);
  leave(folder, network, { shape, elementType: "uint8", image: { width, height, channels } });
  return network;
}

function leave(folder: string, network: Uint8Array, data: DeployedData): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "network.onnx"), network);
  writeFileSync(path.join(folder, "model.onnx"), deployModel(network, data));
}

/** The rows of a CSV file by column; quotes are not understood. */
export function readRows(text: string): Record<string, string>[] {
  const [header, ...lines] = text.trimEnd().split("\n");
  const names = header.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((value, i) => [names[i], value])));
}

/** A row of trees. */
export interface Tree {
  readonly height: number | null;
  readonly soil: string | null;
  readonly planted: string | null;
  readonly evergreen: boolean | null;
  readonly park: string | null;
}

/** Rows of the tree columns, with missing values and texts that are not listed. */
export function treeRows(count: number): Tree[] {
  const pick = <Value>(values: readonly Value[], i: number): Value => values[i % values.length];
  return Array.from({ length: count }, (_, i) => ({
    height: i % 17 === 3 ? null : ((i * 37) % 100) / 7,
    soil: pick(["clay", "loam", "loam", "sand", null], i),
    planted: i % 11 === 5 ? null : `19${80 + (i % 20)}-0${1 + (i % 9)}-1${i % 10}`,
    evergreen: pick([true, false, null, false], i),
    park: pick(["east", "west", "north", null, "south", "east"], i),
  }));
}

/** The rows as a CSV file, with more columns before or behind. */
export function treeLines(rows: readonly Tree[], more: Readonly<Record<string, (row: number) => string>> = {}): string {
  const names = ["height", "soil", "planted", "evergreen", "park"] as const;
  const lines = rows.map((tree, row) =>
    [...Object.values(more).map((value) => value(row)), ...names.map((name) => String(tree[name] ?? ""))].join(","),
  );
  return `${[[...Object.keys(more), ...names].join(","), ...lines].join("\n")}\n`;
}
