// Descriptions: counts, values, and rows that are the same, contradict one another or leak.
import { describe, expect, it } from "vitest";
import { createRandom } from "@softlabel/core";
import { createDataset, noScaling, pixelScaling, type Dataset, type DatasetParts } from "../base/dataset.ts";
import { describeDataset } from "./describeDataset.ts";
import { listDatasets, renderDatasets } from "./listDatasets.ts";
import { renderDescription } from "./renderDescription.ts";

type Row = readonly [label: number, ...values: number[]];

function examplesOf(rows: readonly Row[]) {
  const inputs = Float32Array.from(rows.flatMap(([, ...values]) => values));
  return { count: rows.length, shape: [2], inputs, labels: Int32Array.from(rows, ([label]) => label) };
}

function tableOf(train: readonly Row[], test: readonly Row[], more: Partial<DatasetParts> = {}): Dataset {
  const [first, second] = [examplesOf(train), examplesOf(test)];
  const parts = { name: "pets.csv", title: "Pets", classes: ["cat", "dog"], ...noScaling };
  return createDataset({ ...parts, train: first, test: second, ...more });
}

const pets = tableOf(
  [
    [0, 1, 2],
    [1, 3, 4],
    [1, 1, 2],
    [0, 5, 6],
    [0, 5, 6],
  ],
  [
    [1, 3, 4],
    [0, 7, 8],
  ],
);

/** Images of 16 × 16 grey noise, from lists of [label, seed, brightness added to all pixels]. */
function picturesOf(train: readonly Row[], test: readonly Row[]): Dataset {
  const part = (rows: readonly Row[]) => {
    const images = rows.map(([, seed, shift]) => {
      const random = createRandom(seed);
      return Array.from({ length: 256 }, () => random.integer(200) + shift);
    });
    const labels = Int32Array.from(rows, ([label]) => label);
    return { count: rows.length, shape: [16, 16], inputs: Uint8Array.from(images.flat()), labels };
  };
  const parts = { name: "noise", title: "Noise", classes: ["cat", "dog"], ...pixelScaling };
  const image = { width: 16, height: 16, channels: 1 };
  return createDataset({ ...parts, train: part(train), test: part(test), image });
}

const noise = picturesOf(
  [
    [0, 1, 0],
    [1, 2, 0],
    [1, 1, 2],
    [0, 3, 0],
  ],
  [
    [0, 1, 0],
    [0, 3, 1],
  ],
);

describe("describeDataset", () => {
  it("counts rows, classes and values", () => {
    const description = describeDataset(pets);
    expect(description).toMatchObject({
      name: "pets.csv",
      shape: [2],
      parts: [
        { part: "train", rows: 5 },
        { part: "test", rows: 2 },
      ],
      classes: [
        { name: "cat", rows: [3, 1] },
        { name: "dog", rows: [2, 1] },
      ],
      imbalance: 1.5,
      notes: [],
    });
    const { least, greatest, mean, standardDeviation, notFinite } = description.values;
    expect([least, greatest, notFinite]).toEqual([1, 8, 0]);
    expect(mean).toBeCloseTo(57 / 14, 12);
    expect(standardDeviation).toBeCloseTo(Math.sqrt(295 / 14 - (57 / 14) ** 2), 12);
    expect(description.examples).toEqual([
      { row: 0, class: "cat", values: [1, 2] },
      { row: 1, class: "dog", values: [3, 4] },
    ]);
  });

  it("finds rows that repeat others, differ in their labels, or occur in training and test", () => {
    const { duplicates } = describeDataset(pets);
    expect(duplicates).toMatchObject({ repeats: 3, conflicting: 2, leaked: 1 });
    const [conflict, leak] = duplicates.examples;
    expect(conflict).toEqual([
      { part: "train", row: 0, label: 0 },
      { part: "train", row: 2, label: 1 },
    ]);
    expect(leak.map(({ part, row }) => [part, row])).toEqual([
      ["train", 1],
      ["test", 0],
    ]);
    expect(describeDataset(pets)).not.toHaveProperty("nearDuplicates");
  });

  it("finds images that are nearly the same, apart from those that are exactly", () => {
    const { duplicates, nearDuplicates, examples } = describeDataset(noise);
    expect(duplicates).toMatchObject({ repeats: 1, conflicting: 0, leaked: 1 });
    expect(nearDuplicates).toMatchObject({ repeats: 2, conflicting: 2, leaked: 1 });
    expect(examples[0].thumbnail?.length).toBe(256);
  });

  it("knows a validation part, and values that are not numbers", () => {
    const validation = examplesOf([[1, NaN, Infinity]]);
    const description = describeDataset(
      tableOf(
        [
          [0, 1, 2],
          [1, 2, 3],
        ],
        [[0, 5, 5]],
        { validation },
      ),
    );
    expect(description.parts.map(({ part }) => part)).toEqual(["train", "validation", "test"]);
    expect(description.classes[1].rows).toEqual([1, 1, 0]);
    expect(description.values).toMatchObject({ notFinite: 2, greatest: 5 });
  });

  it("says that classes are unbalanced, once", () => {
    const rows = Array.from({ length: 8 }, (_, i): Row => [i === 0 ? 1 : 0, i, i]);
    const sentence = "Classes are unbalanced: cat has 7 rows, dog has 1; always guessing cat scores 88 % accuracy.";
    expect(describeDataset(tableOf(rows, rows)).notes).toEqual([sentence]);
    const notes = ["Classes are unbalanced: said already.", "More."];
    expect(describeDataset(tableOf(rows, rows, { notes })).notes).toEqual(notes);
  });
});

describe("renderDescription", () => {
  it("shows a table's classes, rows and what is wrong with them", () => {
    const text = renderDescription({ ...describeDataset(pets), notes: ["Mind the gap."] });
    for (const line of [
      "Pets (pets.csv)",
      "5 training + 2 test rows of 2 numbers, 2 classes",
      "values from 1 to 8, mean 4.071, standard deviation 2.12",
      "cat             3           1",
      "row 0, cat: 1, 2",
      "3 rows repeat another exactly. 2 such rows differ in their labels. 1 test row occurs in training.",
      "  train 0 (cat) = train 2 (dog)",
      "Mind the gap.",
    ]) {
      expect(text.split("\n")).toContain(line);
    }
  });

  it("draws images side by side, from dark to light", () => {
    const half = picturesOf(
      [
        [0, 1, 0],
        [1, 2, 0],
      ],
      [[0, 3, 0]],
    );
    const description = describeDataset(half);
    const thumbnail = Array.from({ length: 256 }, (_, i) => (i % 16 < 8 ? 0 : 255));
    const examples = description.examples.map((example) => ({ ...example, thumbnail }));
    const text = renderDescription({ ...description, examples });
    expect(text).toContain("cat               dog\n");
    expect(text.split("\n").filter((line) => line === "        @@@@@@@@          @@@@@@@@").length).toBe(8);
    expect(text).toContain("No row repeats another exactly.\nNo row repeats another nearly.\n");
    expect(text).toContain("16 × 16 grey images");
  });

  it("shows the first of many classes", () => {
    const classes = Array.from({ length: 30 }, (_, k) => `class ${k}`);
    const text = renderDescription(
      describeDataset(
        tableOf(
          [
            [0, 1, 2],
            [1, 3, 4],
          ],
          [[0, 5, 6]],
          { classes },
        ),
      ),
    );
    expect(text).toContain("and 10 more classes");
    expect(text).not.toContain("class 20 ");
  });
});

describe("listDatasets", () => {
  it("has every set with its parameters, as JSON and as text", () => {
    const sets = listDatasets();
    expect(sets.map(({ name }) => name)).toContain("cifar100");
    const [glyphs] = sets;
    expect(glyphs.parameters[0]).toEqual({ name: "train", default: "4000", help: "examples for training" });
    expect(JSON.parse(JSON.stringify(sets))).toEqual(sets);
    for (const { name, help } of sets) {
      expect(renderDatasets()).toContain(`${name} `);
      expect(renderDatasets()).toContain(help);
    }
  });
});
