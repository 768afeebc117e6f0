// Images for testing and validation from places of their own, or marked by a column of a list.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { inputsOf, type Examples } from "@softlabel/engine";
import { loadDataset } from "../loadDataset.ts";
import { encodePng, writeTree } from "../../../../../test/imageFiles.ts";

let folder = "";
/** Images whose red is their number. */
let images: Buffer[] = [];
const at = (name: string): string => path.join(folder, name);

beforeAll(async () => {
  images = await Promise.all(Array.from({ length: 20 }, (_, i) => encodePng({ colour: [i, 0, 0] })));
});
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "softlabel-"));
  vi.stubEnv("XDG_CACHE_HOME", at("cache"));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

/** The reds of every example. */
const reds = (examples: Examples): number[] => {
  const inputs = inputsOf(examples);
  return Array.from({ length: examples.count }, (_, row) => inputs[(row * inputs.length) / examples.count]);
};

/** Images of the given reds in class folders below a place. */
const tree = (place: string, classes: Readonly<Record<string, readonly number[]>>): Record<string, Buffer> =>
  Object.fromEntries(
    Object.entries(classes).flatMap(([name, numbers]) =>
      numbers.map((red) => [path.join(place, name, `${red}.png`), images[red]] as const),
    ),
  );

const training = (): Record<string, Buffer> => tree("pets", { cats: [0, 1, 2], dogs: [3, 4, 5] });

describe("a folder of images", () => {
  it("takes test and validation images from other folders", async () => {
    const files = { ...training(), ...tree("t", { dogs: [6] }), ...tree("v", { cats: [7], dogs: [8] }) };
    await writeTree(folder, files);
    const data = await loadDataset(at("pets"), { test: at("t"), validation: at("v") });
    expect([reds(data.train), reds(data.validation!), reds(data.test)]).toEqual([[0, 1, 2, 3, 4, 5], [7, 8], [6]]);
    expect(Array.from(data.test.labels)).toEqual([1]);
    expect(data.notes).toEqual([
      `The validation images are those of ${at("v")}.`,
      `The test images are those of ${at("t")}.`,
    ]);
  });

  it("takes them from a list, and says what they share with training", async () => {
    await writeTree(folder, { ...training(), "9.png": images[9], "4.png": images[4], "t.csv": "image,kind\n9.png,cats\n4.png,dogs\n" }); // prettier-ignore
    const data = await loadDataset(at("pets"), { test: at("t.csv") });
    expect([reds(data.test), [...data.test.labels]]).toEqual([[9, 4], [0, 1]]); // prettier-ignore
    expect(data.notes?.at(-1)).toBe(
      "1 of 2 test rows is identical to a training row: scores on them flatter the model.",
    );
  });

  it("leaves its own part unused where another is named, and keeps its validation part", async () => {
    const parts = {
      ...tree("pets/train", { cats: [0, 1], dogs: [2, 3] }),
      ...tree("pets/val", { cats: [4] }),
      ...tree("pets/test", { dogs: [5] }),
      ...tree("t", { cats: [6], dogs: [7] }),
    };
    await writeTree(folder, parts);
    const data = await loadDataset(at("pets"), { test: at("t") });
    expect([reds(data.validation!), reds(data.test)]).toEqual([[4], [6, 7]]);
    expect(data.notes).toEqual([`The test images are those of ${at("t")}. The 1 test images of pets are not used.`]);
  });

  it("refuses classes of its own, a folder without classes, and other files", async () => {
    await writeTree(folder, {
      ...training(),
      ...tree("t", { cows: [6] }),
      ...tree("flat", { "": [7] }),
      "c.csv": "a,b\n1,2\n",
    });
    const refused = (test: string) => expect(loadDataset(at("pets"), { test })).rejects;
    await refused(at("t")).toThrow(/cows: expected one of the 2 classes of the training part/);
    await refused(at("flat")).toThrow("flat: expected a sub-folder of images for each class, got 7.png");
    await refused(at("c.csv")).toThrow(/--test: expected a folder of images.*which names no image/);
    await refused(at("none")).toThrow(
      /--test: expected a folder of images.*none", where there is none; check the path/,
    );
    await expect(loadDataset(at("pets"), { split: "part" })).rejects.toThrow("--split: expected a list of images or");
  });
});

describe("a list of images", () => {
  const list = (words: readonly string[]): string =>
    ["image,kind,part", ...words.map((word, i) => `${i}.png,${"ab"[i % 2]},${word}`), ""].join("\n");
  const write = (words: readonly string[]) =>
    writeTree(folder, { ...Object.fromEntries(images.map((png, i) => [`${i}.png`, png])), "l.csv": list(words) });

  it("is split by a column, which is not taken for the classes", async () => {
    await write(["train", "train", "Training", "train", "valid", "test", "dev"]);
    const data = await loadDataset(at("l.csv"), { split: "part" });
    expect(data.classes).toEqual(["a", "b"]);
    expect([reds(data.train), reds(data.validation!), reds(data.test)]).toEqual([[0, 1, 2, 3], [4, 6], [5]]);
  });

  it("draws test images where the column names none", async () => {
    await write(["train", "train", "train", "train", "val", "val"]);
    const data = await loadDataset(at("l.csv"), { split: "part", test: 0.5 });
    expect([data.train.count, data.validation?.count, data.test.count]).toEqual([2, 2, 2]);
  });

  it.each([
    [["train", "train", "train", "tset"], {}, 'l.csv: expected train, validation or test in column part, got "tset"'],
    [["train", "train", "train", "test"], { test: 0.3 }, "got column part and --test 0.3; leave --test out"],
    [["train", "train", "train", "test"], { test: "l.csv" }, /expected test images from one place, got column part and .*l\.csv/], // prettier-ignore
    [["train", "train", "train", "test"], { label: "part" }, "l.csv: expected --split to name another column"],
  ] as const)("refuses %o", async (words, options, message) => {
    await write(words);
    const test = "test" in options && typeof options.test === "string" ? { test: at(options.test) } : {};
    await expect(loadDataset(at("l.csv"), { split: "part", ...options, ...test })).rejects.toThrow(message);
    await expect(loadDataset(at("l.csv"), { split: "prt" })).rejects.toThrow(
      "l.csv: expected --split to be one of part",
    );
  });
});
