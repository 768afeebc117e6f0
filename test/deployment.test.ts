// What a reader does with a trained model: copies the code of its card, in JavaScript and in Python, and runs it.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createRandom, scorePredictions } from "@softlabel/core";
import { beforeAll, describe, expect, it } from "vitest";
import { encodeRows } from "softlabel";
import { deployedInputs } from "../packages/experiment/src/deployment/deployedInput.ts";
import { deployModel } from "../packages/experiment/src/deployment/deployModel.ts";
import { awkwardColumns, awkwardRows, distance, expected, feedOf, networkOf, preprocessingOf } from "./deployments.ts";
import { openRuntime } from "../packages/softlabel/src/runtime/runtime.ts";
import { runInPython } from "./pythonModel.ts";
import { folderStore } from "../packages/softlabel/src/folder/folderStore.ts";
import { readPredictions } from "../packages/experiment/src/records/trialRecord.ts";
import { classOf, encodePng, writeTree } from "./imageFiles.ts";
import { findChromium } from "./browser.ts";
import { cardCode, runInBrowser, runJavaScript, runPython, type Said } from "./modelCode.ts";
import { needs } from "./prerequisites.ts";
import { emptyFolder, softlabel } from "./softlabel.ts";

const folder = emptyFolder();
const random = createRandom("deployment");

/** A table of every kind of column, with names and texts that are hard to write down. */
function writeTable(file: string): void {
  const rows = Array.from({ length: 240 }, (_, i) => {
    const kind = i % 3;
    const row = {
      label: random.uniform() < 0.1 ? null : 1000 + kind + random.normal(),
      probabilities: ["é", "", "NA", "back\\slash"][random.integer(4)],
      'quoted "name" | `x`': random.uniform() < 0.1 ? null : random.uniform() < (kind + 1) / 4,
      when: `2024-0${kind + 1}-1${random.integer(10)}`,
      stamp: 20251130123456 + random.integer(1000) + 500 * kind,
      rare: `text ${random.uniform() < 0.5 ? random.integer(3) : random.integer(110)}`,
      species: ["plain", "ünïcode", 'quoted "name"'][kind],
    };
    return JSON.stringify(row);
  });
  writeFileSync(file, rows.join("\n"));
}

async function writeImages(): Promise<void> {
  const images = async (name: string, ...colour: number[]) =>
    classOf(name, 12, await encodePng({ width: 9, height: 7, colour }));
  await writeTree(path.join(folder, "colours"), {
    ...(await images("red", 200, 20, 40)),
    ...(await images("blue", 10, 60, 220)),
  });
  await writeTree(path.join(folder, "greys"), { ...(await images("dark", 20)), ...(await images("light", 230)) });
}

const models = [
  ["a table", "table", ["table.json", "--label", "species", "--model", "mlp:16"]],
  ["colour images", "colour", ["./colours", "--size", "8", "--model", "mlp:4"]],
  ["grey images", "grey", ["./greys", "--model", "linear", "--validation", "0"]],
  ["generated features", "blobs", ["blobs:train=200,test=50", "--model", "linear"]],
  ["features that are too many to show", "wide", ["blobs:train=200,test=50,dimensions=40", "--model", "linear"]],
] as const;

beforeAll(async () => {
  writeTable(path.join(folder, "table.json"));
  await writeImages();
  for (const [, out, args] of models) {
    const { code, errors } = await softlabel(folder, "train", ...args, "--epochs", "3", "--out", out);
    expect(code, errors).toBe(0);
  }
}, 120_000);

/** Compares what code prints with what the card promises of the test row that it shows. */
function expectPromise(said: Said, model: string, language: "js" | "python"): void {
  const { promised } = cardCode(path.join(folder, model), language);
  if (promised === undefined) expect(model).toBe("wide");
  else {
    expect(said.label).toBe(promised.label);
    expect(said.probability).toBeCloseTo(promised.probability, 3);
  }
  expect(said.probability).toBeGreaterThan(0);
  expect(said.probability).toBeLessThanOrEqual(1.000001);
}

describe("the JavaScript of a card", () => {
  describe.each(["onnxruntime-node", "onnxruntime-web"] as const)("with %s", (runtime) => {
    it.each(models)("runs the model of %s", (_, model) => {
      expectPromise(runJavaScript(path.join(folder, model), runtime), model, "js");
    });
  });
});

describe("the JavaScript of a card in a browser", () => {
  it("runs the model of a table", needs("chromium"), async () => {
    const own = path.join(folder, "table");
    const [label, probability] = (await runInBrowser(findChromium()!, own)) as [string, number];
    expectPromise({ label, probability }, "table", "js");
  });
});

describe("the Python of a card", () => {
  const isImage = (model: string): boolean => model === "colour" || model === "grey";
  it.for(models.filter(([, model]) => !isImage(model)))("runs the model of %s", needs("onnxruntime"), ([, model]) => {
    expectPromise(runPython(path.join(folder, model)), model, "python");
  });
  it.for(models.filter(([, model]) => isImage(model)))("runs the model of %s", needs("pillow"), ([, model]) => {
    expectPromise(runPython(path.join(folder, model)), model, "python");
  });
});

describe("a table of awkward columns in Python", () => {
  it("gives what the network gives of its features", needs("onnxruntime"), async () => {
    const preprocessing = preprocessingOf(awkwardColumns);
    const shape = [preprocessing.features.length];
    const data = { shape, elementType: "float32", preprocessing } as const;
    const network = networkOf(shape, "float32", 0.37);
    const file = path.join(folder, "awkward.onnx");
    writeFileSync(file, deployModel(network, data));
    const rows = awkwardRows(400);
    const values = deployedInputs(data).map((input) => [input.name, feedOf(rows, input)] as const);
    const got = runInPython(file, Object.fromEntries(values));
    const { ort } = await openRuntime("node");
    const wanted = await expected(ort, network, shape, encodeRows(preprocessing, rows));
    expect(got.labels).toEqual(wanted.labels);
    expect(distance(got, wanted)).toBeLessThan(1e-6);
  });
});

/** What says how a trial ended: its validation log loss, and its name. */
function validationLoss(trial: string): number {
  const { logits, labels } = readPredictions(folderStore(trial), "validation")!;
  return scorePredictions(logits, labels, 3).nll;
}

describe("softlabel compare --keep-models", { timeout: 120_000 }, () => {
  const args = ["compare", "blobs:train=300,test=100", "--model", "linear", "--epochs", "2", "--methods", "smooth:0.1"];
  const kept = (name: string): string => path.join(folder, "run", "models", name);
  const seedOf = (name: string): number =>
    (JSON.parse(readFileSync(path.join(kept(name), "model.json"), "utf8")) as { training: { seed: number } }).training
      .seed;
  const best = (trial: string, seeds: number): number => {
    const losses = Array.from({ length: seeds }, (_, i) =>
      validationLoss(path.join(folder, "run", "trials", `${trial}-s${i + 1}`)),
    );
    return 1 + losses.indexOf(Math.min(...losses));
  };

  it("leaves of each method what train leaves, of the seed with the smallest validation log loss", async () => {
    const found = new Set<number>();
    for (const seeds of [1, 5]) {
      const { code, output, errors } = await softlabel(
        folder,
        ...[...args, "--seeds", String(seeds), "--out", "run", "--keep-models"],
      );
      expect(code, errors).toBe(0);
      for (const trial of ["hard", "smooth_0.1"]) {
        expect(seedOf(trial)).toBe(best(trial, seeds));
        expect(output).toContain(`${path.join("run", "models", trial)} (`);
        found.add(seedOf(trial));
      }
    }
    // Otherwise keeping the first seed would pass as well.
    expect(found.size).toBeGreaterThan(1);
    expect(readdirSync(path.join(folder, "run", "models")).sort()).toEqual(["hard", "smooth_0.1"]);
    expect(readdirSync(kept("hard")).sort()).toEqual(
      readdirSync(path.join(folder, "blobs"))
        .filter((name) => !/node_modules|mjs$/.test(name))
        .sort(),
    );
    expect(readFileSync(path.join(kept("hard"), "MODEL.md"), "utf8")).toContain("the best of 5 by validation log loss");
    expectKept(runJavaScript(kept("hard"), "onnxruntime-node"), cardCode(kept("hard"), "js").promised!);
  });

  it("keeps models whose networks teach and are trained further", async () => {
    mkdirSync(path.join(folder, "again"));
    const teacher = path.join("run", "models", "hard");
    const one = ["--seeds", "1", "--epochs", "1"];
    const taught = await softlabel(
      folder,
      ...["compare", "blobs:train=300,test=100", "--model", "linear", "--methods", "distill", "--teacher", teacher],
      ...[...one, "--out", path.join("again", "taught")],
    );
    expect(taught.code, taught.errors).toBe(0);
    const network = path.join(teacher, "network.onnx");
    const further = await softlabel(
      folder,
      ...["train", "blobs:train=300,test=100", "--model", network, "--out", path.join("again", "further")],
      ...["--epochs", "1"],
    );
    expect(further.code, further.errors).toBe(0);
    const wrong = await softlabel(folder, "train", "blobs", "--model", path.join(teacher, "model.onnx"));
    expect(wrong.code).toBe(2);
    expect(wrong.errors).toContain(`use ${network}`);
  });
});

function expectKept(said: Said, promised: Said): void {
  expect(said.label).toBe(promised.label);
  expect(said.probability).toBeCloseTo(promised.probability, 3);
}
