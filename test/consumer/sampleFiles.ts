// Files that a reader of the documentation would have: a table, rows without labels, images, predictions of other programs.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createRandom, type Random } from "@softlabel/core";
import sharp from "sharp";
import { encodeNpz } from "./npz.ts";

const species = ["Adelie", "Chinstrap", "Gentoo"];
const islands = ["Biscoe", "Dream", "Torgersen"];

const csv = (rows: readonly (readonly (string | number)[])[]): string =>
  rows.map((row) => `${row.join(",")}\n`).join("");

/** Made-up penguins: three species that overlap, texts, numbers, missing values. */
function penguins(random: Random, count: number, labelled: boolean): string {
  const measured = ["island", "bill_length_mm", "flipper_length_mm", "sex"];
  const header = [...(labelled ? ["species"] : []), ...measured];
  const rows = Array.from({ length: count }, (_, i) => {
    const kind = i % 3;
    const length = (38 + 5 * kind + 2.5 * random.normal()).toFixed(1);
    const flipper = Math.round(190 + 12 * kind + 6 * random.normal());
    const island = islands[random.uniform() < 0.7 ? kind : random.integer(3)];
    const sex = random.uniform() < 0.05 ? "" : ["female", "male"][random.integer(2)];
    return [...(labelled ? [species[kind]] : []), island, random.uniform() < 0.03 ? "" : length, flipper, sex];
  });
  return csv([header, ...rows]);
}

/** Penguins that a column marks for training, validation and test. */
function markedPenguins(random: Random, count: number): string {
  const [header, ...rows] = penguins(random, count, true).trim().split("\n");
  const parts = ["train", "train", "train", "val", "test"];
  return [`${header},part`, ...rows.map((row, i) => `${row},${parts[i % parts.length]}`), ""].join("\n");
}

/** Logits of three classes for rows of class 0, 1, 2, 0, …; the sharper, the more confident. */
function logits(random: Random, count: number, sharpness: number): number[][] {
  return Array.from({ length: count }, (_, i) =>
    species.map((_, k) => sharpness * ((k === i % 3 ? 1 : 0) + 0.6 * random.normal())),
  );
}

/** A table of predictions: the class in words or as a number, and a probability per class. */
function predictions(rows: readonly (readonly number[])[], label: string, classes: readonly string[]): string {
  const probabilities = rows.map((row, i) => {
    const total = row.reduce((sum, score) => sum + Math.exp(score), 0);
    return [classes[i % 3], ...row.map((score) => (Math.exp(score) / total).toFixed(6))];
  });
  return csv([[label, ...classes.map((name) => `prob_${name}`)], ...probabilities]);
}

/** Small photos in a folder per class: brighter ones, and darker ones. */
async function writePhotos(folder: string, random: Random): Promise<void> {
  for (const [kind, name] of ["day", "night"].entries()) {
    mkdirSync(path.join(folder, name), { recursive: true });
    for (let i = 0; i < 20; i++) {
      const data = Uint8Array.from({ length: 3 * 16 * 16 }, () => random.integer(160) + (kind === 0 ? 90 : 0));
      await sharp(data, { raw: { width: 16, height: 16, channels: 3 } })
        .png()
        .toFile(path.join(folder, name, `${i}.png`));
    }
  }
}

/** Writes all of them into a folder. */
export async function writeSampleFiles(folder: string): Promise<void> {
  const random = createRandom("sample files");
  const write = (name: string, text: string): void => writeFileSync(path.join(folder, name), text);
  mkdirSync(path.join(folder, "runs"), { recursive: true });
  write("penguins.csv", penguins(random, 180, true));
  write("new-penguins.csv", penguins(random, 12, false));
  for (const name of ["train.csv", "test.csv", "validation.csv"]) write(name, penguins(random.fork(name), 90, true));
  write("all.csv", markedPenguins(random.fork("all.csv"), 150));
  for (const name of ["predictions.csv", "hard.csv"])
    write(name, predictions(logits(random, 90, 4), "label", ["0", "1", "2"]));
  for (const [method, sharpness] of [["hard", 4] as const, ["smooth", 2] as const])
    for (const seed of [1, 2, 3])
      write(`runs/${method}-s${seed}.csv`, predictions(logits(random, 90, sharpness), "species", species));
  const smooth = Float32Array.from(logits(random, 90, 2).flat());
  const labels = Int32Array.from({ length: 90 }, (_, i) => i % 3);
  const archive = encodeNpz({ logits: { data: smooth, shape: [90, 3] }, labels: { data: labels, shape: [90] } });
  writeFileSync(path.join(folder, "smooth.npz"), archive);
  await writePhotos(path.join(folder, "photos"), random);
}
