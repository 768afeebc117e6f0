// Files of predictions as users bring them: what is read, told apart, paired, refused and left out.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { numpyArchive } from "../../../../test/numpyFiles.ts";
import { literal } from "@softlabel/data/internal";
import { withDatabase } from "@softlabel/data/node/internal";
import { withPredictions, type PredictionOptions } from "./openPredictions.ts";
import { readWhole, type PredictionSource } from "@softlabel/experiment/internal";

const folder = mkdtempSync(path.join(tmpdir(), "softlabel-"));
const at = (name: string): string => path.join(folder, name);
beforeAll(() => vi.stubEnv("XDG_CACHE_HOME", at("cache")));
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** Writes a file of the folder; lines are given apart by "|". */
function write(name: string, lines: string): string {
  mkdirSync(path.dirname(at(name)), { recursive: true });
  writeFileSync(at(name), `${lines.replaceAll("|", "\n")}\n`);
  return at(name);
}

/** A .npy file of float32 or int32 in row-major order. */
function writeArray(name: string, values: Float32Array | Int32Array, shape: readonly number[]): string {
  mkdirSync(path.dirname(at(name)), { recursive: true });
  const descriptor = values instanceof Float32Array ? "<f4" : "<i4";
  const header = `{'descr': '${descriptor}', 'fortran_order': False, 'shape': (${shape.join(", ")},), }`;
  const start = Buffer.from([0x93, ...Buffer.from("NUMPY"), 1, 0, 118, 0]);
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  writeFileSync(at(name), Buffer.concat([start, Buffer.from(`${header.padEnd(117)}\n`), bytes]));
  return at(name);
}

const round = (values: Iterable<number>): number[] => [...values].map((value) => Math.round(1e6 * value) / 1e6);

/** Probabilities, back from logits. */
function probabilities(source: PredictionSource): number[] {
  return round(Float64Array.from(readWhole(source).logits, Math.exp));
}

const open = (files: readonly string[], options: PredictionOptions = {}) =>
  withPredictions(files, options, ({ trials, ...set }) => {
    const read = trials.map(({ method, seed, test, validation }) => ({
      name: `${method} ${seed}`,
      logits: [...readWhole(test).logits],
      probabilities: probabilities(test),
      labels: [...readWhole(test).labels],
      validation: validation && [...readWhole(validation).labels],
    }));
    return Promise.resolve({ ...set, notes: set.notes.join("\n"), trials: read });
  });

describe("one file", () => {
  it("is a CSV file of probabilities with labels by name", async () => {
    const file = write("one.csv", "id,pet,prob_cat,prob_dog|1,dog,.25,.75|2,cat,1,0|3,cat,.5,.5");
    const { methods, classes, trials, notes } = await open([file], { label: "pet" });
    expect([methods, classes]).toEqual([["one"], ["cat", "dog"]]);
    expect(trials[0]).toMatchObject({ labels: [1, 0, 0], probabilities: [0.25, 0.75, 1, 0, 0.5, 0.5] });
    expect(notes).toMatch(/The scores were read as probabilities/);
    expect(notes).toMatch(/Probabilities below 1e-15 were clipped to it .*: 1 in .*one\.csv/);
  });

  it("is a CSV file of logits, with validation rows by a split column", async () => {
    const file = write("l.csv", "y;logit_0;logit_1;logit_2;split|2;1;-2;3;test|0;0;0;0;train|1;5;1;0;val|1;2;2;2;TEST");
    const { trials, notes } = await open([file]);
    expect(trials[0]).toMatchObject({ labels: [2, 1], logits: [1, -2, 3, 2, 2, 2], validation: [1] });
    expect(notes).toMatch(/In l\.csv, the label is in column y; .* column split tells test from validation rows/);
  });

  it("is a CSV file with one column, the probability of class 1", async () => {
    const { classes, trials } = await open([write("binary.csv", "y,p|1,.75|0,.5|1,1")]);
    expect(classes).toEqual(["0", "1"]);
    expect(trials[0].probabilities).toEqual([0.25, 0.75, 0.5, 0.5, 0, 1]);
  });

  it("is a CSV file with one column named for class 0, which another of class 1 can be compared with", async () => {
    const files = [write("zero.csv", "label,prob_0|1,.25|0,.75"), write("one.csv", "label,prob_1|1,.75|0,.25")];
    const { classes, trials, notes } = await open(files);
    expect(classes).toEqual(["0", "1"]);
    for (const trial of trials)
      expect(trial).toMatchObject({ labels: [1, 0], probabilities: [0.25, 0.75, 0.75, 0.25] });
    expect(notes).toMatch(/In zero\.csv, .*the single column of scores is taken for class 0/);
  });

  it("is a CSV file with a class that is called NA", async () => {
    const { classes, trials } = await open([write("na.csv", "prob_NA,prob_ZA,label|.75,.25,NA|.5,.5,ZA")]);
    expect([classes, trials[0].labels]).toEqual([
      ["NA", "ZA"],
      [0, 1],
    ]);
    await expect(open([write("no-na.csv", "prob_b,prob_ZA,label|.75,.25,NA|.5,.5,ZA")])).rejects.toThrow(
      /1 row of 2 with an unknown label: "NA" \(row 1\)/,
    );
  });

  it("is a folder of labels from 1, also of validation rows that lack the last class", async () => {
    writeArray("from1/probs.npy", new Float32Array([0.5, 0.5, 0.25, 0.75]), [2, 2]);
    writeArray("from1/labels.npy", new Int32Array([1, 2]), [2]);
    writeArray("from1/val_probs.npy", new Float32Array([0.5, 0.5]), [1, 2]);
    writeArray("from1/val_labels.npy", new Int32Array([1]), [1]);
    const { trials, notes } = await open([at("from1")]);
    expect(trials[0]).toMatchObject({ labels: [0, 1], validation: [0] });
    expect(notes).toMatch(/labels run from 1 to 2, 1 for the first class/);
    const named = write("named1.csv", "y,p0,p1|2,.25,.75|1,.5,.5");
    await expect(open([named])).rejects.toThrow(/got labels from 1 to 2; use --labels-from 1/);
    expect((await open([named], { labelsFrom: 1 })).trials[0].labels).toEqual([1, 0]);
    await expect(open([named], { labelsFrom: 0 })).rejects.toThrow(/unknown label: "2"/);
  });

  it("is one of several, of which some hold logits: they are named together", async () => {
    const [a, b] = ["a", "b"].map((name) => write(`${name}.csv`, "y,p0,p1|1,.25,.75|0,.5,.5"));
    const { notes } = await open([a, b, write("c.csv", "y,p0,p1|1,-2,3|0,1,0")]);
    expect(notes).toMatch(/Scores read as probabilities: \S*a\.csv, \S*b\.csv\.\n.* logits: \S*c\.csv\./);
  });

  it("is one of single logits", async () => {
    const { trials } = await open([write("single.csv", "y,logit|1,2.5|0,-1")]);
    expect(trials[0].logits).toEqual([0, 2.5, 0, -1]);
  });

  it("is a Parquet file, of which float32 stays float32", async () => {
    await withDatabase(folder, (database) =>
      database.run(
        `copy (select 'b' as label, 0.1::float as logit_a, 3::float as logit_b) to ${literal(at("t.parquet"))}`,
      ),
    );
    const { trials } = await open([at("t.parquet")]);
    expect(trials[0]).toMatchObject({ labels: [1], logits: [Math.fround(0.1), 3] });
    const query = `select * from ${literal(at("t.parquet"))}`;
    expect((await open([`mine=${query}`])).trials[0]).toMatchObject({ name: "mine 1", labels: [1] });
  });

  it("is a .npy file beside its labels, or one of one-hot labels", async () => {
    writeArray("arrays/labels.npy", new Int32Array([1, 0]), [2]);
    writeArray("one hot.npy", new Int32Array([0, 1, 1, 0]), [2, 2]);
    const file = writeArray("arrays/probs.npy", new Float32Array([0.25, 0.75, 0.5, 0.5]), [2, 2]);
    for (const label of [undefined, at("one hot.npy")]) {
      const { trials } = await open([file], { label });
      expect(trials[0]).toMatchObject({ labels: [1, 0], probabilities: [0.25, 0.75, 0.5, 0.5] });
    }
  });

  it("is a folder with ids, by which another file's rows are matched", async () => {
    const ids = (values: number[]) => writeArray("ids/ids.npy", new Int32Array(values), [values.length]);
    writeArray("ids/logits.npy", new Float32Array([1, 0, 0, 2]), [2, 2]);
    writeArray("ids/labels.npy", new Int32Array([0, 1]), [2]);
    ids([5, 6]);
    const files = [at("ids"), write("ids.csv", "id,y,logit_0,logit_1|6,1,0,20|5,0,10,0")];
    expect((await open(files)).trials[1].logits).toEqual([10, 0, 0, 20]);
    await expect(open(files, { id: "key" })).rejects.toThrow(/--id to be one of its arrays .*got "key"/);
    ids([5]);
    await expect(open(files)).rejects.toThrow(/expected 2 ids, one for each row of .*got the shape \[1\]/);
  });

  it("is a folder as a training leaves it, with validation rows", async () => {
    writeArray("hard-s3/logits.npy", new Float32Array([1, 2, 3, 4]), [2, 2]);
    writeArray("hard-s3/labels.npy", new Int32Array([1, 0]), [2]);
    writeArray("hard-s3/validation-logits.npy", new Float32Array([1, 2]), [1, 2]);
    writeArray("hard-s3/validation-labels.npy", new Int32Array([1]), [1]);
    const { trials } = await open([at("hard-s3")]);
    expect(trials).toMatchObject([{ name: "hard 3", logits: [1, 2, 3, 4], validation: [1] }]);
  });
});

describe("several files", () => {
  const first = (): string => write("a.csv", "y,p0,p1|0,.9,.1|1,.2,.8");

  it("have their classes put in one order", async () => {
    const [a, b] = [write("c.csv", "y,p_x,p_y|x,.9,.1"), write("d.csv", "y,p_y,p_x|x,.3,.7")];
    const { classes, trials } = await open([a, b]);
    expect(classes).toEqual(["x", "y"]);
    expect(trials[1]).toMatchObject({ labels: [0], probabilities: [0.7, 0.3] });
  });

  it("are compared with --baseline, which comes first", async () => {
    const files = [first(), write("b.csv", "y,p0,p1|0,.5,.5|1,.4,.6")];
    expect((await open(files, { baseline: "b" })).methods).toEqual(["b", "a"]);
    await expect(open(files, { baseline: "c" })).rejects.toThrow(/--baseline: expected the method to be one of/);
  });

  it("have validation rows in files of their own", async () => {
    const validation = [write("v.csv", "y,p0,p1|1,.5,.5")];
    expect((await open([first()], { validation })).trials[0].validation).toEqual([1]);
    const two = [`m=${first()}`, `n=${first()}`];
    await expect(open(two, { validation })).rejects.toThrow(
      /--validation: expected a file of validation rows of m, got 0/,
    );
    const named = two.map((text) => text.replace("a.csv", "v.csv"));
    expect((await open(two, { validation: named })).trials.map((trial) => trial.validation)).toEqual([[1], [1]]);
  });

  it.each([
    [
      "more.csv",
      "y,p0,p1|0,.9,.1",
      /more\.csv: expected 2 test rows, as in .*a\.csv, got 1; methods are compared row by row/,
    ],
    ["other.csv", "y,p0,p1|0,.9,.1|0,.2,.8", /other\.csv, row 2: expected the label of row 2 of .*a\.csv, 1, got 0/],
    ["wide.csv", "y,p0,p1,p2|0,.9,.1,0|1,.2,.8,0", /wide\.csv: expected the classes of .*a\.csv: 0, 1, got 0, 1, 2/],
  ])("are refused where they do not fit: %s", async (name, lines, message) => {
    await expect(open([first(), write(name, lines)])).rejects.toThrow(message);
  });
});

describe("rows that are wrong", () => {
  const lines =
    "y,p0,p1|0,.9,.1|3,.5,.5|1,.2,.9|1,,.5|0,-.5,1.5|1,.25,.75|0,nan,1|?,.5,.5|0,.6,.4|0,.6,.4|0,.6,.4|1,.4,.6|1,.4,.6|1,.4,.6";

  it("are counted and located in one sentence", async () => {
    const expected = [
      "2 rows of 14 with missing or non-finite scores (rows 4, 7)",
      '2 rows of 14 with unknown labels: "3", "?" (rows 2, 8)',
      "1 row of 14 with a negative probability (row 5)",
      "1 row of 14 whose probabilities do not sum to one, but to between",
    ];
    const message = await open([write("bad.csv", lines)]).catch((error: Error) => error.message);
    for (const part of expected) expect(message).toContain(part);
    expect(message).toMatch(/or leave such rows out of every file with --lenient$/);
  });

  it("are left out of every file with --lenient, and that is said", async () => {
    const right =
      "y,p0,p1|0,.9,.1|0,.5,.5|1,.2,.8|1,.5,.5|0,.5,.5|1,.25,.75|0,0,1|0,.5,.5|0,.6,.4|0,.6,.4|0,.6,.4|1,.4,.6|1,.4,.6|1,.4,.6";
    const files = [write("right.csv", right), write("bad.csv", lines)];
    const { trials, notes } = await open(files, { lenient: true });
    for (const trial of trials) expect(trial.labels).toEqual([0, 1, 0, 0, 0, 1, 1, 1]);
    expect(notes).toMatch(/6 of 14 test rows were left out, from every file: .*bad\.csv: 2 rows of 14/);
  });

  it.each([
    ["percent.csv", "y,p0,p1|0,90,10|1,20,80", {}, /got rows that sum to 100; divide them by 100/],
    [
      "sigmoid.csv",
      "y,p0,p1|0,.9,.9|1,.2,.3|1,.3,.4",
      {},
      /got scores from 0 to 1 that sum to one in 0 of 3 rows; use --scores/,
    ],
    [
      "all.csv",
      "y,p0,p1|5,.9,.1",
      { lenient: true },
      /all\.csv: expected a test row that is valid in every file, got none/,
    ],
    ["empty.csv", "y,p0,p1", {}, /empty\.csv: expected at least one row, got 0/],
    ["nolabel.csv", "p0,p1|.9,.1", {}, /expected --label with one of its columns p0, p1, got none/],
    ["wrong.csv", "y,p0,p1|0,.9,.1", { label: "z" }, /expected --label to be one of its columns y, .*got "z"/],
    [
      "split.csv",
      "y,p0,p1,part|0,.9,.1,fold 1",
      { split: "part" },
      /part to be test, validation or train in every row, got "fold 1"/,
    ],
    ["ragged.csv", "y,p0,p1|0,.9,.1|0,.9", {}, /ragged\.csv, line 3: expected 3 values/],
    ["p.txt", "y,p0,p1|0,.9,.1", {}, /p\.txt: expected a file of predictions that ends in \.csv/],
  ])("%s", async (name, text, options, message) => {
    await expect(open([write(name, text)], options)).rejects.toThrow(message);
  });

  it("are those of arrays, too", async () => {
    writeArray("bad/labels.npy", new Int32Array([0, 2]), [2]);
    const file = writeArray("bad/logits.npy", new Float32Array([NaN, 2, 1, 0]), [2, 2]);
    await expect(open([file])).rejects.toThrow(/\(row 1\), 1 row of 2 with an unknown label: "2" \(row 2\)/);
    await expect(open([file], { columns: ["a"] })).rejects.toThrow(/--columns: expected a table, got .*logits\.npy/);
    writeFileSync(at("n.npz"), numpyArchive);
    await expect(open([at("n.npz")])).rejects.toThrow(
      /n\.npz: expected an array of logits or probabilities, got .*half \[2, 3\]/,
    );
  });
});
