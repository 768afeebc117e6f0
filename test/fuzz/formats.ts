// The formats that are fuzzed: a small valid file of each, made here, and the reader that users meet.
import { mkdirSync, readdirSync, readFileSync, renameSync } from "node:fs";
import path from "node:path";
import sharp from "sharp";
import { create } from "tar";
import { createRandom } from "@softlabel/core";
import { loadDataset } from "@softlabel/data/node";
import { checkNpy, npyRows, npyTexts, openNpz, withDatabase } from "@softlabel/data/node/internal";
import { createModel, exportModel } from "@softlabel/engine";
import { evaluate, modelNotes } from "@softlabel/experiment/internal";
import { cifarSets } from "@softlabel/data/internal";
import { encodeNpy, type NpyArray } from "../../packages/experiment/src/store/npy.ts";
import { readInput } from "../../packages/softlabel/src/folder/files.ts";
import { predict } from "../../packages/softlabel/src/predict/predict.ts";
import { withPredictions } from "../../packages/softlabel/src/predictionFiles/openPredictions.ts";
import { reportPage } from "../../packages/softlabel/src/run/reportPage.ts";
import { writeResults } from "../../packages/softlabel/src/run/run.ts";
import { openRuntime } from "../../packages/softlabel/src/runtime/runtime.ts";
import { encodeNpz } from "../consumer/npz.ts";
import { idxFixture, writeFiles } from "../idxFixture.ts";
import { numpyArchive } from "../numpyFiles.ts";
import { softlabel } from "../softlabel.ts";

/** Files by their paths in a folder. */
export type Files = Readonly<Record<string, Buffer>>;

/** A format. */
export interface FuzzedFormat {
  readonly name: string;
  /** The valid files; `folder` is empty, for what is needed to make them. */
  readonly make: (folder: string) => Files | Promise<Files>;
  /** Which of the files are damaged; all by default. */
  readonly damaged?: RegExp;
  /** Reads the files in a folder as the command would. */
  readonly read: (folder: string) => Promise<unknown>;
}

const rows = Array.from({ length: 30 }, (_, i) => i);

/** Logits and labels of 30 rows of three classes. */
const arrays: Readonly<Record<string, NpyArray>> = {
  logits: { data: Float32Array.from({ length: 90 }, (_, i) => ((i * 37) % 19) / 4 - 2), shape: [30, 3] },
  labels: { data: Int32Array.from(rows, (i) => i % 3), shape: [30] },
};

const table = rows.map((i) => ({
  height: i / 8,
  soil: ["clay", "loam", null][i % 3],
  planted: `2001-0${1 + (i % 9)}-11`,
  kind: "uv"[i % 2],
}));

const csv = (): Buffer =>
  Buffer.from(
    ["height,soil,planted,kind", ...table.map((row) => Object.values(row).map(String).join(","))].join("\n") + "\n",
  );

const evaluatePredictions = (file: string): Promise<unknown> =>
  withPredictions([file], {}, (predictions) => evaluate(predictions, { files: [file], command: "", options: {} }));

const readTable =
  (name: string) =>
  (folder: string): Promise<unknown> =>
    loadDataset(path.join(folder, name), { label: "kind" });

async function readArchive(folder: string): Promise<void> {
  const inside = path.join(folder, "unpacked");
  mkdirSync(inside);
  for (const array of (await openNpz(path.join(folder, "arrays.npz"), inside)).values()) {
    if (array.shape.length > 2 || array.name.endsWith("record")) continue;
    if (npyTexts(checkNpy(array)) === undefined) for (const block of npyRows(array, 8)) block.at(0);
  }
}

async function makeParquet(folder: string): Promise<Files> {
  const file = path.join(folder, "table.parquet");
  await withDatabase(folder, (database) =>
    database.run(`copy (select range / 8 as height, range % 5 as width, chr(117 + (range % 2)::int) as kind
      from range(30)) to '${file}' (format parquet)`),
  );
  return { "table.parquet": readFileSync(file) };
}

async function makeImages(): Promise<Files> {
  const files: Record<string, Buffer> = {};
  for (const i of rows.slice(0, 8)) {
    const pixels = Uint8Array.from({ length: 192 }, (_, k) => (k * (i + 1)) % 256);
    const image = sharp(pixels, { raw: { width: 8, height: 8, channels: 3 } });
    files[`${["cat", "dog"][i % 2]}/${i}.png`] = await image.png().toBuffer();
    files[`${["cat", "dog"][i % 2]}/${i}.jpg`] = await image.jpeg().toBuffer();
  }
  return files;
}

const [cifar] = cifarSets;
const archiveName = path.basename(cifar.url);

async function makeTar(folder: string): Promise<Files> {
  const record = Buffer.alloc(3073, 3);
  await writeFiles(
    path.join(folder, cifar.folder),
    Object.fromEntries([...cifar.train, ...cifar.test].map((name) => [name, record])),
  );
  const file = path.join(folder, archiveName);
  await create({ gzip: true, file, cwd: folder, mtime: new Date(0), portable: true }, [cifar.folder]);
  return { [archiveName]: readFileSync(file) };
}

function readTar(folder: string): Promise<unknown> {
  const cache = path.join(process.env["XDG_CACHE_HOME"]!, "softlabel", cifar.name);
  mkdirSync(cache, { recursive: true });
  renameSync(path.join(folder, archiveName), path.join(cache, archiveName));
  return loadDataset(cifar.name, { offline: true });
}

function makeOnnx(): Files {
  const input = { shape: [3], elementType: "float32", scale: 1, shift: 0, classes: 3 } as const;
  const model = createModel("mlp:4", input, createRandom(1));
  const bytes = exportModel(
    model,
    model.parameters.map(({ values }) => values),
    { classes: ["a", "b", "c"] },
  );
  return { "model.onnx": Buffer.from(bytes), "rows.csv": Buffer.from(`a,b,c\n${"1,2,3\n".repeat(4)}`) };
}

async function readOnnx(folder: string): Promise<void> {
  const model = path.join(folder, "model.onnx");
  const { ort } = await openRuntime(undefined, 1);
  await predict(ort, { model, data: path.join(folder, "rows.csv"), out: path.join(folder, "predictions.csv") });
  modelNotes({ model, tune: "all" }, await loadDataset("blobs:classes=3,dimensions=3"), readInput);
}

async function makeRecords(folder: string): Promise<Files> {
  const blobs = "blobs:classes=3,train=30,test=15";
  const trained = ["--methods", "hard", "--seeds", "1", "--epochs", "2", "--workers", "1", "--out", "run"];
  const { code, errors } = await softlabel(folder, "compare", blobs, "--model", "linear", ...trained);
  if (code !== 0) throw new Error(errors);
  const names = readdirSync(path.join(folder, "run"), { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map(({ parentPath, name }) => path.join(parentPath, name));
  return Object.fromEntries(files.map((file) => [path.relative(path.join(folder, "run"), file), readFileSync(file)]));
}

/** All formats. */
export const fuzzedFormats: readonly FuzzedFormat[] = [
  { name: "idx", make: () => idxFixture, read: (folder) => loadDataset(folder) },
  {
    name: "gzip",
    make: async (folder) => {
      await writeFiles(
        folder,
        Object.fromEntries(Object.entries(idxFixture).map(([name, bytes]) => [`${name}.gz`, bytes])),
      );
      return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name))]));
    },
    read: (folder) => loadDataset(folder),
  },
  {
    name: "npy",
    make: () => ({
      "logits.npy": Buffer.from(encodeNpy(arrays.logits)),
      "labels.npy": Buffer.from(encodeNpy(arrays.labels)),
    }),
    read: (folder) => evaluatePredictions(path.join(folder, "logits.npy")),
  },
  {
    name: "npz",
    make: () => ({ "scores.npz": encodeNpz(arrays) }),
    read: (folder) => evaluatePredictions(path.join(folder, "scores.npz")),
  },
  { name: "zip", make: () => ({ "arrays.npz": numpyArchive }), read: readArchive },
  { name: "csv", make: () => ({ "table.csv": csv() }), read: readTable("table.csv") },
  { name: "json", make: () => ({ "table.json": Buffer.from(JSON.stringify(table)) }), read: readTable("table.json") },
  { name: "parquet", make: makeParquet, read: readTable("table.parquet") },
  { name: "images", make: makeImages, read: (folder) => loadDataset(folder) },
  { name: "tar", make: makeTar, read: readTar },
  { name: "onnx", make: makeOnnx, damaged: /\.onnx$/, read: readOnnx },
  { name: "records", make: makeRecords, read: async (folder) => reportPage(await writeResults(folder)) },
];
