// The command from outside: what it prints, leaves, refuses, and how it goes on after being killed.
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { createRandom } from "@softlabel/core";
import { decodeModel } from "@softlabel/engine";
import { describe, expect, it } from "vitest";
import type { Results } from "softlabel";
import { schemaFaults } from "../packages/experiment/src/results/schemaFaults.fixtures.ts";
import { emptyFolder, finish, softlabel, start } from "./softlabel.ts";

const small = ["compare", "glyphs:train=600,test=300", "--model", "mlp:16", "--seeds", "2", "--epochs", "3"];

function resultsIn(folder: string, out: string): string {
  return readFileSync(path.join(folder, out, "results.json"), "utf8");
}

describe("softlabel compare", { timeout: 120_000 }, () => {
  it("trains, prints a table and verdicts, and leaves records, results and report", async () => {
    const folder = emptyFolder();
    const { code, output, errors } = await softlabel(folder, ...small, "--methods", "smooth:0.1", "--out", "run");
    expect(code, errors).toBe(0);
    expect(output).toContain("91 % circle, 1 % every other class");
    expect(output).toMatch(/smooth:0\.1 .*2 seeds, 300 test images/);
    const results = JSON.parse(resultsIn(folder, "run")) as Results;
    expect(results.methods.map(({ method }) => method)).toEqual(["hard", "smooth:0.1"]);
    expect(results.methods[1].trials[1].epochs).toHaveLength(3);
    const { sentence, details } = results.recommendation!;
    expect(sentence).toMatch(/^(Use|Keep|No reason to change)/);
    expect(output.endsWith(["", sentence, ...details.map((detail) => `  ${detail}`), ""].join("\n"))).toBe(true);
    const left = readdirSync(path.join(folder, "run", "trials", "smooth_0.1-s2")).sort();
    expect(left).toEqual(
      [
        ...["checkpoint", "labels.npy", "logits.npy", "metrics.jsonl", "network.onnx", "trial.json"],
        ...["penultimate", "validation-labels.npy", "validation-logits.npy"],
      ].sort(),
    );
    expect(readFileSync(path.join(folder, "run", "report.html"), "utf8")).toContain("</html>");
  });

  it("prints the same document as results.json with --json, and nothing else", async () => {
    const folder = emptyFolder();
    const { code, output } = await softlabel(folder, ...small, "--methods", "relax:0.1", "--out", "run", "--json");
    expect(code).toBe(0);
    expect(output).toBe(resultsIn(folder, "run"));
    expect(schemaFaults(output)).toEqual([]);
  });

  it("remakes results and report from the records alone", async () => {
    const folder = emptyFolder();
    await softlabel(folder, ...small, "--out", "run");
    const before = resultsIn(folder, "run");
    rmSync(path.join(folder, "run", "results.json"));
    rmSync(path.join(folder, "run", "report.html"));
    const { code, errors } = await softlabel(folder, "report", "run");
    expect(code, errors).toBe(0);
    expect(resultsIn(folder, "run")).toBe(before);
  });

  it("repeats nothing when run again, and adds seeds to what is there", async () => {
    const folder = emptyFolder();
    await softlabel(folder, ...small);
    const again = await softlabel(folder, ...small);
    expect(again.errors).toContain("6 of 6 runs already finished");
    const more = await softlabel(folder, ...small.map((text) => (text === "2" ? "3" : text)));
    expect(more.errors).toContain("6 of 9 runs already finished");
    expect(readdirSync(path.join(folder, "experiments"))).toHaveLength(1);
  });

  it("makes the same training labels wrong for every method of a seed, and says how many", async () => {
    const folder = emptyFolder();
    const quick = [...small.slice(0, 4), "--seeds", "1", "--epochs", "1", "--methods", "smooth:0.1", "--out", "run"];
    const { code, output, errors } = await softlabel(folder, ...quick, "--noise", "pairs:0.2");
    expect(code, errors).toBe(0);
    expect(output).toContain("Label noise pairs:0.2: 108 of 540 training labels are changed");
    const [hard, smooth] = ["hard-s1", "smooth_0.1-s1"].map((trial) =>
      readFileSync(path.join(folder, "run", "trials", trial, "noise.jsonl"), "utf8"),
    );
    expect(hard.trim().split("\n")).toHaveLength(108);
    expect(JSON.parse(hard.split("\n")[0])).toHaveProperty("to");
    expect(smooth).toBe(hard);
  });

  it("refuses to continue an experiment with other options", async () => {
    const folder = emptyFolder();
    await softlabel(folder, ...small, "--out", "run");
    const { code, errors } = await softlabel(folder, ...small, "--batch-size", "32", "--out", "run");
    expect(code).toBe(2);
    expect(errors).toMatch(/batchSize.*expected 64, got 32.*another --out/);
  });
});

describe("softlabel train", { timeout: 60_000 }, () => {
  const quick = ["train", "glyphs:train=600,test=300", "--model", "linear", "--epochs", "2", "--method", "relax:0.1"];

  it("leaves a model that says what it is, its card and its numbers, and repeats nothing", async () => {
    const folder = emptyFolder();
    const { code, output, errors } = await softlabel(folder, ...quick, "--seed", "7", "--out", "shapes");
    expect(code, errors).toBe(0);
    expect(output).toMatch(/Accuracy [\d.]+\s% on 300 test images/);
    const { metadata } = decodeModel(readFileSync(path.join(folder, "shapes", "model.onnx")));
    expect(metadata).toMatchObject({ method: "relax:0.1", seed: "7", softlabel: expect.any(String) as string });
    expect(Number(metadata.temperature)).toBeGreaterThan(0);
    expect(JSON.parse(metadata.classes)).toHaveLength(10);
    expect(readFileSync(path.join(folder, "shapes", "MODEL.md"), "utf8")).toContain("`relax:0.1`: label relaxation");
    const again = await softlabel(folder, ...quick, "--seed", "7", "--out", "shapes", "--json");
    expect(again.errors).toContain("1 of 1 runs already finished");
    expect(again.output).toBe(readFileSync(path.join(folder, "shapes", "model.json"), "utf8"));
    const other = await softlabel(folder, ...quick, "--out", "shapes");
    expect(other.code).toBe(2);
    expect(other.errors).toMatch(/choose another --out/);
  });
});

describe("--keep-activations", { timeout: 60_000 }, () => {
  const quick = ["train", "glyphs:train=300,test=100", "--model", "mlp:9,8", "--epochs", "1", "--out", "kept"];

  it("leaves files that give the hidden activations, too, and names those there are", async () => {
    const folder = emptyFolder();
    const { code, errors } = await softlabel(folder, ...quick, "--keep-activations", "hidden1", "hidden2");
    expect(code, errors).toBe(0);
    const outputsOf = (file: string) => decodeModel(readFileSync(path.join(folder, "kept", file))).graph.outputs;
    expect(outputsOf("model.onnx")).toEqual(["label", "probabilities", "hidden1", "hidden2"]);
    expect(outputsOf("network.onnx")).toEqual(["logits", "features", "hidden1", "hidden2"]);
    expect(readFileSync(path.join(folder, "kept", "MODEL.md"), "utf8")).toContain("`hidden1`, `hidden2`, float32");
    const unknown = await softlabel(folder, ...quick, "--keep-activations", "hidden3");
    expect(unknown.code).toBe(2);
    expect(unknown.errors).toContain("activations: expected one of mlp:9,8: hidden");
  });
});

describe("softlabel data", { timeout: 60_000 }, () => {
  it("lists what has a name, and describes what is given, as text and as JSON", async () => {
    const folder = emptyFolder();
    writeTables(folder);
    const list = await softlabel(folder, "data", "--json");
    expect((JSON.parse(list.output) as { name: string }[]).map(({ name }) => name)).toContain("glyphs");
    const args = ["data", "pets.csv", "--label", "kind"];
    const text = await softlabel(folder, ...args);
    expect(text.code, text.errors).toBe(0);
    expect(text.output).toMatch(/cat[\s\S]*dog/);
    const described = await softlabel(folder, ...args, "--json");
    const { classes } = JSON.parse(described.output) as { classes: { name: string }[] };
    expect(classes.map(({ name }) => name)).toEqual(["cat", "dog"]);
  });
});

describe("a teacher", { timeout: 60_000 }, () => {
  const data = ["glyphs:train=600,test=300", "--model", "linear", "--epochs", "1"];

  it("is a trained model, whose logits are computed once; a changed one is noticed", async () => {
    const folder = emptyFolder();
    const train = (seed: string) => softlabel(folder, "train", ...data, "--seed", seed, "--out", `teacher${seed}`);
    await Promise.all([train("1"), train("2")]);
    const students = [
      "compare",
      ...data,
      "--seeds",
      "1",
      "--methods",
      "distill",
      "--out",
      "run",
      "--teacher",
      "teacher1",
    ];
    const { code, output, errors } = await softlabel(folder, ...students);
    expect(code, errors).toBe(0);
    expect(output).toContain(`Teacher: ${path.join("teacher1", "network.onnx")}`);
    expect(readdirSync(path.join(folder, "run"))).toContain("teacher-logits.npy");
    copyFileSync(path.join(folder, "teacher2", "network.onnx"), path.join(folder, "teacher1", "network.onnx"));
    const changed = await softlabel(folder, ...students);
    expect(changed.code).toBe(2);
    expect(changed.errors).toMatch(/--out, teacherFile: expected .* choose another --out/);
  });
});

/** Processes of the group that are still there. */
function workersOf(child: { pid?: number | undefined }): number[] {
  const listed = execFileSync("ps", ["-e", "-o", "pid=,ppid="], { encoding: "utf8" });
  const pairs = listed
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  return pairs.filter(([, parent]) => parent === child.pid).map(([id]) => id);
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe("an experiment that is killed", { timeout: 240_000 }, () => {
  // Long enough not to be over before the last kill.
  const long = ["compare", "glyphs:train=2000,test=300", "--model", "mlp:32", "--seeds", "2", "--epochs", "400"];
  const longer = [...long, "--methods", "smooth:0.1", "--out", "run"];

  it("ends with the results of an undisturbed one, after kill -9 of command or worker at 20 random moments", async () => {
    const [calm, killed] = [emptyFolder(), emptyFolder()];
    await softlabel(calm, ...longer);
    const random = createRandom("kills");
    for (let kill = 0; kill < 20; kill++) {
      const child = start(killed, longer);
      const ended = finish(child);
      await pause(300 + random.integer(1000));
      const workers = workersOf(child);
      const victim =
        random.uniform() < 0.5 && workers.length > 0 ? workers[random.integer(workers.length)] : child.pid!;
      try {
        process.kill(victim, "SIGKILL");
      } catch {
        // It had ended by itself.
      }
      if (victim !== child.pid) await pause(200);
      child.kill("SIGKILL");
      await ended;
    }
    const last = await softlabel(killed, ...longer);
    expect(last.code, last.errors).toBe(0);
    expect(last.errors).not.toContain("4 of 4 runs already finished");
    expect(resultsIn(killed, "run")).toBe(resultsIn(calm, "run"));
  });

  it("stops at Ctrl-C, reports what is finished, and leaves no process behind", async () => {
    const folder = emptyFolder();
    const child = start(folder, [...small.slice(0, -1), "400", "--workers", "1", "--out", "run"]);
    const ended = finish(child);
    while (!existsSync(path.join(folder, "run", "trials"))) await pause(50);
    await pause(1000);
    const workers = workersOf(child);
    process.kill(-child.pid!, "SIGINT");
    const { code, errors } = await ended;
    expect(code, errors).toBe(130);
    expect(errors).toMatch(/Interrupted: \d of 6 runs finished/);
    await pause(200);
    for (const worker of workers) expect(() => process.kill(worker, 0)).toThrow();
    expect(existsSync(path.join(folder, "run", "report.html"))).toBe(true);
  });
});

/** An idx file of the given dimensions; `missing` bytes are cut from its end. */
function idx(dimensions: readonly number[], value: (i: number) => number, missing = 0): Uint8Array {
  const count = dimensions.reduce((product, length) => product * length, 1);
  const bytes = new Uint8Array(4 + 4 * dimensions.length + count);
  bytes.set([0, 0, 8, dimensions.length]);
  const view = new DataView(bytes.buffer);
  dimensions.forEach((length, i) => view.setUint32(4 + 4 * i, length));
  for (let i = 0; i < count; i++) bytes[4 + 4 * dimensions.length + i] = value(i);
  return bytes.subarray(0, bytes.length - missing);
}

/** A folder of four idx files, two classes. */
function writeIdxFolder(folder: string, { cut = 0, testLabel = 1 } = {}): void {
  mkdirSync(folder);
  const write = (name: string, bytes: Uint8Array): void => writeFileSync(path.join(folder, name), gzipSync(bytes));
  write(
    "train-images-idx3-ubyte.gz",
    idx([40, 4, 4], (i) => i % 251, cut),
  );
  write(
    "train-labels-idx1-ubyte.gz",
    idx([40], (i) => i % 2),
  );
  write(
    "t10k-images-idx3-ubyte.gz",
    idx([20, 4, 4], (i) => i % 251),
  );
  write(
    "t10k-labels-idx1-ubyte.gz",
    idx([20], (i) => (i === 7 ? testLabel : i % 2)),
  );
}

/** A small table of two kinds, and one whose rows differ in length. */
function writeTables(folder: string): void {
  const rows = Array.from({ length: 60 }, (_, i) => `${i % 2 === 0 ? "cat" : "dog"},${i % 7},${i},earth`);
  writeFileSync(path.join(folder, "pets.csv"), ["kind,weight,number,planet", ...rows, ""].join("\n"));
  writeFileSync(
    path.join(folder, "ragged.csv"),
    ["kind,weight", ...rows.map((row) => `${row}${row}`), "cat", ""].join("\n"),
  );
}

describe("a wrong call", { timeout: 60_000 }, () => {
  const wrong: readonly [string, readonly string[], RegExp][] = [
    ["an unknown method", ["--methods", "smoth:0.1"], /one of smooth, .*got "smoth"/],
    ["an α of 1.5", ["--methods", "smooth:1.5"], /from 0 to 1, got 1.5/],
    ["a missing folder", ["./nowhere"], /nowhere/],
    ["a truncated idx file", ["./cut"], /train-images-idx3-ubyte.*640.*(630|646|bytes)/],
    ["labels that exceed the class count", ["./labels"], /t10k-labels.*9/],
    ["zero epochs", ["--epochs", "0"], /whole number of at least 1, got 0/],
    ["an output folder that is a file", ["--out", "file"], /--out.*file/],
    ["an unknown option", ["--epoch", "3"], /unknown option '--epoch'.*--epochs/s],
    ["an unknown model", ["--model", "mpl:16"], /one of mlp, .*got "mpl"/],
    ["an unknown optimizer", ["--optimizer", "adm"], /one of adam, .*got "adm"/],
    [
      "a label column for generated data",
      ["--label", "kind"],
      /--label: expected a list of images or a table, got "a known data set, glyphs/,
    ],
    ["a share of test rows that leaves none", ["./cut", "--test", "1"], /--test: .*above 0 and below 1, got 1/],
    ["augmentation of points", ["blobs", "--augment", "flip"], /augmentation: expected images/],
    ["mixtures under label relaxation", ["--augment", "mixup:0.2"], /--augment mixup:0.2: .*got "relax:0.1"/],
    [
      "distillation without a teacher",
      ["--methods", "distill"],
      /--teacher: expected a teacher for distill.*ONNX file/,
    ],
    ["a teacher that nobody hears", ["--teacher", "file"], /--teacher: expected a method that learns from a teacher/],
    ["a teacher that is not a model", ["--teacher", "file", "--methods", "distill"], /file: expected an ONNX model/],
    ["a table without a label", ["./pets.csv"], /--label/],
    [
      "a label that is not a column",
      ["./pets.csv", "--label", "kin"],
      /--label to be one of its columns kind, .*got "kin"/,
    ],
    ["a label with a single class", ["./pets.csv", "--label", "planet"], /planet/],
    ["rows of different length", ["./ragged.csv", "--label", "kind"], /ragged\.csv/],
    ["a model's file that is none", ["--model", "file.onnx"], /--model file.onnx: .*expected an ONNX model/],
    ["an untrained model's head", ["--tune", "head"], /--tune head: expected a pretrained model/],
    ["unknown label noise", ["--noise", "symetric:0.2"], /one of symmetric, .*got "symetric"/],
    [
      "models to choose from several seeds without validation rows",
      ["--keep-models", "--validation", "0"],
      /--keep-models: expected validation rows to choose the best seed by, got 0/,
    ],
    ["a fraction of 1", ["--validation", "1"], /of at least 0 and below 1, got 1/],
    ["an unknown data set", ["fashion-mnits"], /fashion-mnist/],
  ];

  it.each(wrong)("%s: one sentence, exit code 2, nothing written", async (_name, args, sentence) => {
    const folder = emptyFolder();
    writeIdxFolder(path.join(folder, "cut"), { cut: 10 });
    writeIdxFolder(path.join(folder, "labels"), { testLabel: 9 });
    writeFileSync(path.join(folder, "file"), "");
    writeFileSync(path.join(folder, "file.onnx"), "hello");
    writeTables(folder);
    const before = readdirSync(folder).sort();
    const { code, output, errors } = await softlabel(folder, "compare", ...args);
    expect(code, errors).toBe(2);
    expect(errors).toMatch(sentence);
    expect(errors.trim().split("\n").length, errors).toBeLessThanOrEqual(3);
    expect(errors).not.toMatch(/\n\s+at /);
    expect(output).toBe("");
    // Tables are read into the cache, which is nobody's records.
    expect(
      readdirSync(folder)
        .sort()
        .filter((name) => name !== "cache"),
    ).toEqual(before);
  });

  it("trains on a table that is in order, and writes the preprocessing next to the model", async () => {
    const folder = emptyFolder();
    writeTables(folder);
    const args = [
      "pets.csv",
      "--label",
      "kind",
      "--drop",
      "number",
      "--model",
      "linear",
      "--epochs",
      "1",
      "--out",
      "pets",
    ];
    const { code, output, errors } = await softlabel(folder, "train", ...args);
    expect(code, errors).toBe(0);
    expect(output).toContain("2 classes");
    const preprocessing = readFileSync(path.join(folder, "pets", "preprocessing.json"), "utf8");
    expect(preprocessing).toContain('"weight"');
  });

  it("trains on a folder of idx files that is in order", async () => {
    const folder = emptyFolder();
    writeIdxFolder(path.join(folder, "fine"));
    const { code, errors } = await softlabel(
      folder,
      "compare",
      "./fine",
      "--model",
      "linear",
      "--epochs",
      "1",
      "--seeds",
      "1",
    );
    expect(code, errors).toBe(0);
  });
});

describe("a closed pipe", { timeout: 60_000 }, () => {
  it.each([["compare", "--help"], ["explain", "smooth:0.1"], ["data"]])("is not an error: %o", async (...args) => {
    const child = start(emptyFolder(), args);
    child.stdout!.destroy();
    const { code, errors } = await finish(child);
    expect([code, errors]).toEqual([0, ""]);
  });

  it("leaves results and report all the same", async () => {
    const folder = emptyFolder();
    const child = start(folder, [...small, "--methods", "hard", "--out", "run"]);
    child.stdout!.destroy();
    const { code, errors } = await finish(child);
    expect(code, errors).toBe(0);
    expect(readdirSync(path.join(folder, "run"))).toContain("report.html");
  });
});

describe("softlabel report --figures and --table", { timeout: 60_000 }, () => {
  it("write files of experiments and of evaluations, and say where", async () => {
    const folder = emptyFolder();
    await softlabel(folder, ...small, "--methods", "smooth:0..0.2/3", "--out", "run");
    const args = ["report", "run", "--figures", "svg", "--table", "latex"];
    const { code, output, errors } = await softlabel(folder, ...args);
    expect(code, errors).toBe(0);
    const figures = readdirSync(path.join(folder, "run", "figures"));
    expect(output).toContain(`Figures: ${path.join("run", "figures")} (${figures.length} files)`);
    expect(output).toContain(`Tables:  ${path.join("run", "tables")} (4 files)`);
    expect(figures).toContain("accuracy-on-the-test-data-by-alpha-of-smooth.svg");
    expect(readFileSync(path.join(folder, "run", "tables", "scores.tex"), "utf8")).toContain("smooth:0.2 & $");
    const quiet = await softlabel(folder, "report", "run", "--table", "csv", "--json");
    expect(quiet.output).toBe(resultsIn(folder, "run"));
    writeFileSync(path.join(folder, "p.csv"), "label,p0,p1\n0,0.9,0.1\n1,0.3,0.7\n0,0.6,0.4\n1,0.6,0.4\n");
    await softlabel(folder, "evaluate", "mine=p.csv", "--out", "judged");
    const judged = await softlabel(folder, "report", "judged", "--table", "markdown", "--figures", "png");
    expect(judged.code, judged.errors).toBe(0);
    expect(readFileSync(path.join(folder, "judged", "tables", "scores.md"), "utf8")).toContain("| mine |");
  });

  it.each([
    [["--figures", "pdf"], '--figures: expected the format to be one of png, svg, got "pdf"'],
    [["--table", "html"], '--table: expected the format to be one of latex, csv, markdown, got "html"'],
    [["--figures"], "option '--figures <format>' argument missing"],
  ])("refuse %o before reading anything", async (options, message) => {
    const { code, errors } = await softlabel(emptyFolder(), "report", "nowhere", ...options);
    expect(code).toBe(2);
    expect(errors).toContain(message);
  });

  it("refuse a folder of another record format in one sentence", async () => {
    const folder = emptyFolder();
    mkdirSync(path.join(folder, "old"));
    writeFileSync(path.join(folder, "old", "experiment.json"), '{"softlabel":"0.0.9","spec":{}}');
    for (const args of [
      ["report", "old"],
      [...small, "--out", "old"],
    ]) {
      const { code, errors } = await softlabel(folder, ...args);
      expect(code).toBe(2);
      expect(errors).toMatch(/^softlabel: old: expected records of format \d+, .* written by softlabel 0\.0\.9";.*\n$/);
    }
  });
});
