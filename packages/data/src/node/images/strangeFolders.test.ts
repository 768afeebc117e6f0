// Folders with files that are almost images, folders that programs leave, and names whose accents are written in two ways.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { classOf, encodePng, writeTree } from "../../../../../test/imageFiles.ts";
import { loadFolder } from "../folder.ts";

let place = "";
let image: Buffer;
let jpeg: Buffer;

beforeAll(async () => {
  image = await encodePng({ colour: [200, 100, 50] });
  jpeg = await sharp(image).jpeg().toBuffer();
});
beforeEach(async () => {
  place = await mkdtemp(path.join(tmpdir(), "softlabel-"));
  vi.stubEnv("XDG_CACHE_HOME", path.join(place, "cache"));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(place, { recursive: true });
});

async function load(files: Record<string, Buffer | string>) {
  const folder = path.join(place, "pets");
  await writeTree(folder, files);
  return loadFolder(folder, { test: 0.5 });
}
const pets = () => ({ ...classOf("cats", 4, image), ...classOf("dogs", 4, image) });

it("reads JPEG under its other endings", async () => {
  const data = await load({ ...pets(), "cats/a.jfif": jpeg, "cats/b.jpe": jpeg });
  expect(data.train.count + data.test.count).toBe(10);
});

it("counts files that it leaves out, by their endings", async () => {
  const { notes, train, test } = await load({
    ...pets(),
    "cats/a.bmp": "",
    "dogs/b.heic": "",
    "dogs/c.HEIC": "",
    "dogs/d.txt": "",
  });
  expect(train.count + test.count).toBe(8);
  expect(notes).toEqual(
    expect.arrayContaining([
      "Files left out that cannot be decoded: 1 .bmp and 2 .heic; convert them to JPEG or PNG.",
      "Files left out that are not images: 1 .txt.",
    ]),
  );
});

it("leaves out folders of programs at any depth", async () => {
  const data = await load({
    ...pets(),
    "cats/.ipynb_checkpoints/0-checkpoint.png": image,
    "dogs/old/@eaDir/0.png": image,
    "@eaDir/cats.png": image,
  });
  expect(data.classes).toEqual(["cats", "dogs"]);
  expect(data.train.count + data.test.count).toBe(8);
  expect(data.notes).toContain("Images left out of folders that programs keep: 1 in .ipynb_checkpoints, 1 in @eaDir.");
});

it("takes two ways to write an accent for one class", async () => {
  const [composed, decomposed] = ["NFC", "NFD"].map((form) => "Äpfel".normalize(form));
  const data = await load({
    ...classOf(`train/${composed}`, 3, image),
    ...classOf("train/Birnen", 3, image),
    ...classOf(`test/${decomposed}`, 2, image),
  });
  expect(data.classes).toEqual(["Birnen", composed]);
  expect(Array.from(data.test.labels)).toEqual([1, 1]);
});
