// Folders and lists of images as data sets, with everything that may be wrong with them.
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { inputsOf, type Examples } from "@softlabel/engine";
import { loadFolder } from "../folder.ts";
import { classOf, encodePng, notAnImage, writeTree } from "../../../../../test/imageFiles.ts";

let folder = "";
let cat: Buffer;
let dog: Buffer;
const place = (): string => path.join(folder, "pets");

beforeAll(async () => {
  cat = await encodePng({ colour: [200, 100, 50] });
  dog = await encodePng({ colour: [1, 2, 3] });
});
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "softlabel-"));
  vi.stubEnv("XDG_CACHE_HOME", path.join(folder, "cache"));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

async function load(files: Record<string, Buffer | string>, options = {}) {
  await mkdir(place(), { recursive: true });
  await writeTree(place(), files);
  return loadFolder(place(), options);
}

/** The first value of every example. */
const reds = ({ count, ...examples }: Examples): number[] => {
  const inputs = inputsOf({ count, ...examples });
  return Array.from({ length: count }, (_, row) => inputs[(row * inputs.length) / count]);
};

describe("a folder of images", () => {
  it("holds out a seeded share of every class for testing", async () => {
    const files = { ...classOf("cats", 10, cat), ...classOf("dogs", 5, dog) };
    const data = await load(files);
    expect(data).toMatchObject({ name: place(), title: "images in pets", classes: ["cats", "dogs"] });
    expect([data.shape, data.image]).toEqual([[3, 4, 4], { width: 4, height: 4, channels: 3 }]);
    expect([data.scale, data.shift]).toEqual([2 / 255, -1]);
    expect(Array.from(data.test.labels)).toEqual([0, 0, 1]);
    expect(reds(data.train)).toEqual(Array.from(data.train.labels, (label) => [200, 1][label]));
    expect(data.notes).toEqual([
      "There is no test part: 20 % of the images of every class are used for testing, drawn by seed 0.",
    ]);
    const half = await loadFolder(place(), { test: 0.5 });
    expect([half.train.count, half.test.count]).toEqual([7, 8]);
  });

  it("draws other test images by another seed", async () => {
    const shade = (i: number) => encodePng({ colour: [i, 0, 0] });
    const cats = await Promise.all(
      Array.from({ length: 20 }, async (_, i) => [`cats/${i}.png`, await shade(i)] as const),
    );
    const files = { ...Object.fromEntries(cats), ...classOf("dogs", 2, dog) };
    const test = async (seed: number) => reds((await load(files, { seed })).test).join();
    expect(await test(1)).toBe(await test(1));
    expect(await test(1)).not.toBe(await test(2));
  });

  it("takes the parts that it is divided into, by any of their names", async () => {
    const data = await load({
      ...classOf("Training/cats", 3, cat),
      ...classOf("Training/dogs", 2, dog),
      ...classOf("val/dogs", 1, dog),
      ...classOf("test/cats", 1, cat),
    });
    expect([data.train.count, data.validation?.count, data.test.count]).toEqual([5, 1, 1]);
    expect([...data.validation!.labels, ...data.test.labels]).toEqual([1, 0]);
    expect(data.notes).toEqual([]);
  });

  it("tests on a validation part where there is no other", async () => {
    const classes = {
      ...classOf("train/cats", 3, cat),
      ...classOf("train/dogs", 2, dog),
      ...classOf("val/dogs", 1, dog),
    };
    const data = await load({ ...classes, "test/0.png": cat, "test/1.png": cat });
    expect([data.test.count, data.validation]).toEqual([1, undefined]);
    expect(data.notes).toEqual([
      "2 images are in test itself, in no class, and are left out.",
      "There is no test part: the validation part is used for testing.",
    ]);
  });

  it("looks into folders below those of the classes, follows links, and passes over other files", async () => {
    await load({ ...classOf("cats/indoors", 3, cat), ...classOf("dogs", 2, dog), "dogs/notes.txt": "x", "a.png": cat });
    await writeTree(place(), { ".hidden/x.png": cat, "cats/.thumb.png": cat });
    await symlink(path.join(place(), "dogs"), path.join(place(), "wolves"), "junction");
    const data = await loadFolder(place());
    expect(data.classes).toEqual(["cats", "dogs", "wolves"]);
    expect(data.train.count + data.test.count).toBe(7);
    expect(data.notes).toContain("1 image is in pets itself, in no class, and is left out.");
  });

  it("keeps grey images grey, and scales to the size asked for", async () => {
    const grey = await encodePng({ colour: [9] });
    const files = { ...classOf("cats", 2, grey), ...classOf("dogs", 2, grey) };
    expect((await load(files)).shape).toEqual([4, 4]);
    const small = await loadFolder(place(), { size: 2 });
    expect([small.shape, reds(small.train)]).toEqual([
      [2, 2],
      [9, 9],
    ]);
    expect((await load({ "cats/0.png": cat })).shape).toEqual([3, 4, 4]);
  });

  it("counts, names and leaves out images that cannot be decoded", async () => {
    const files = { ...classOf("cats", 10, cat), ...classOf("dogs", 10, dog) };
    const data = await load({ ...files, "cats/3.png": notAnImage, "dogs/7.png": "" });
    expect(data.train.count + data.test.count).toBe(18);
    const [, sentence] = data.notes!;
    expect(sentence).toMatch(/^2 of 20 images cannot be decoded and are left out: .*cats.3\.png \(it contains unsupp/);
    await writeTree(place(), { "cats/4.png": notAnImage });
    await expect(loadFolder(place())).rejects.toThrow(
      /^.*pets: expected images that can be decoded, got 3 of 20 that cannot, first .*\(.*\); repair or remove them$/,
    );
  });

  it("is decoded again when a file is new", async () => {
    const files = { ...classOf("cats", 3, cat), ...classOf("dogs", 3, dog) };
    const first = await load(files);
    const more = await load({ ...files, "cats/9.png": cat });
    expect(more.train.count + more.test.count).toBe(first.train.count + first.test.count + 1);
  });

  it.each<[string, Record<string, string>, string]>([
    [
      "a single class",
      { "cats/0.png": "" },
      "pets: expected at least two classes, a sub-folder of images each, got only cats; add",
    ],
    ["classes one level deeper", { "all/cats/0.png": "", "all/dogs/0.png": "" }, "if the classes are there"],
    [
      "a class without images",
      { "cats/0.png": "", "dogs/a.bmp": "" },
      "(.jpg .jpeg .jfif .jpe .png .webp .gif .tif .tiff .avif), got a.bmp; add images or",
    ],
    [
      "images in no class",
      { "0.png": "", "1.png": "" },
      "got 2 images in the folder itself; move each into a sub-folder named",
    ],
    [
      "a class of the test part alone",
      { "train/a/0.png": "", "train/b/0.png": "", "test/c/0.png": "" },
      "expected one of the 2 classes of the training part, got a class that is not among them",
    ],
    ["nothing", {}, "or a sub-folder of images for each class, got an empty folder"],
    ["too few images", { "a/0.png": "", "b/0.png": "" }, "expected images that can be decoded, got 1 of 2 that cannot"],
  ])("is refused with %s", async (_, files, sentence) => {
    await expect(load(files)).rejects.toThrow(sentence);
  });

  it("is refused where no image is left for testing, or an option is out of range", async () => {
    const files = { "a/0.png": cat, "b/0.png": cat };
    await expect(load(files)).rejects.toThrow(
      "expected at least one test image that can be decoded, got none; add more",
    );
    await expect(load(files, { size: 0 })).rejects.toThrow("--size: expected the side in pixels to be a whole number");
    await expect(load(files, { test: 1 })).rejects.toThrow(
      "--test: expected the share of the images to be a number abo",
    );
  });
});

describe("a CSV file of images", () => {
  const images = () => ({ ...classOf("images", 6, cat) });
  const rows = ["images/0.png,oak", "images/1.png,elm", "images/2.png,oak", "images/3.png,elm"];

  it.each([
    ["a header, as Kaggle has it", ["image,label", ...rows].join("\n")],
    ["no header", rows.join("\r\n")],
    [
      "quotes and a byte order mark",
      "\ufeffimage,label\n" + rows.map((row) => `"${row.replace(",", '","')}"`).join("\n"),
    ],
    ["paths in a folder beside it", `file,kind\n${rows.join("\n").replaceAll("images/", "")}`],
    ["the label first", `label,image\n${rows.map((row) => row.split(",").reverse().join(",")).join("\n")}`],
    ["further columns", `image,width,species\n${rows.map((row) => row.replace(",", ",7,")).join("\n")}`],
  ])("is read with %s", async (_, text) => {
    const data = await load({ ...images(), "train.csv": text });
    expect([data.classes, data.train.count, data.test.count]).toEqual([["elm", "oak"], 2, 2]);
  });

  it("can be named itself, with the column of its classes; rows without a class are left out", async () => {
    const text =
      "image,one,two\nimages/0.png,a,10\nimages/1.png,b,9\nimages/2.png,a,9\nimages/3.png,b,10\nimages/4.png,b,";
    await load({ ...images(), "train.csv": text }, { label: "two" });
    const data = await loadFolder(path.join(place(), "train.csv"), { label: "two" });
    expect([data.classes, data.train.count, data.test.count]).toEqual([["9", "10"], 2, 2]);
    expect(data.notes![0]).toBe("1 rows of train.csv name no class and are left out.");
  });

  it("skips rows whose image is missing", async () => {
    const more = Array.from({ length: 20 }, (_, i) => `images/${i % 4}.png,${i % 2 ? "oak" : "elm"}`);
    const data = await load({ ...images(), "train.csv": [...more, "images/99.png,oak"].join("\n") });
    expect(data.notes!.at(-1)).toMatch(
      /^1 of 21 images cannot be decoded and is left out: images.99\.png \(it is missing\)/,
    );
  });

  it.each([
    [
      "rows of other lengths",
      "image,label\nimages/0.png,a\nimages/1.png,b,c",
      "rows of equal length, got Invalid Record",
    ],
    ["no column of classes", "images/0.png\nimages/1.png", "a column of classes beside that of images, got none"],
    ["several", "image,p,q\nimages/0.png,a,b", "got columns p, q; name it with --label"],
    ["one class", "image,label\nimages/0.png,a\nimages/1.png,a", 'expected at least two classes, got ["a"]'],
    [
      "as many classes as rows",
      "image,label\nimages/0.png,a\nimages/1.png,b",
      'got "2 different ones"; choose another',
    ],
    ["images that are elsewhere", "image,label\nx/0.png,a\nx/1.png,b\nx/2.png,b", "the image x/0.png of its first row"],
  ])("is refused with %s", async (_, text, sentence) => {
    await expect(load({ ...images(), "train.csv": text })).rejects.toThrow(sentence);
  });

  it("names the columns nearest to one that does not exist", async () => {
    const text = ["image,width,label", ...rows.map((row) => row.replace(",", ",7,"))].join("\n");
    const answer = load({ ...images(), "train.csv": text }, { label: "lable" });
    await expect(answer).rejects.toThrow('expected --label to be one of label, image, width, got "lable"');
  });

  it("is not taken for one when it names no image", async () => {
    await writeFile(path.join(folder, "a.csv"), "x,y\n1,2\n");
    await expect(loadFolder(path.join(folder, "a.csv"))).rejects.toThrow("got a file that names no image");
  });
});
