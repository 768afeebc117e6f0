// Files to methods and seeds: names before "=", patterns, seeds in names, and what is paired with what.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { findMethodFiles } from "./methodFiles.ts";

const folder = mkdtempSync(path.join(tmpdir(), "softlabel-"));
afterAll(() => rmSync(folder, { recursive: true }));
const names = [
  ...["hard-s1.csv", "hard-s2.csv", "hard-s10.csv", "smooth.1.csv", "smooth.2.csv", "a=b.csv", "one/probs.npz"],
  ...["two/probs.npz", "seed_4/soft.npz", "seed_5/soft.npz", "mixed/hard-s1.csv", "mixed/soft-s2.csv", "runs/1.csv"],
  ...["trials/hard-s2/logits.npy", "trials/hard-s2/labels.npy"],
];
for (const name of names) {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), "");
}

/** "method seed file" of every file; ~ stands for the folder. */
async function find(...given: string[]): Promise<string[]> {
  const { files } = await findMethodFiles(given.map((text) => text.replace("~", folder)));
  return files.map(({ method, seed, text }) => [method, seed, text].join(" ").replaceAll(folder, "~"));
}

describe("findMethodFiles", () => {
  it.each([
    [["~/hard-s1.csv"], ["hard 1 ~/hard-s1.csv"]],
    [["soft=~/hard-s2.csv"], ["soft 2 ~/hard-s2.csv"]],
    [["hard=~/hard-s*.csv"], ["hard 1 ~/hard-s1.csv", "hard 2 ~/hard-s2.csv", "hard 10 ~/hard-s10.csv"]],
    [["~/smooth.{seed}.csv"], ["smooth 1 ~/smooth.1.csv", "smooth 2 ~/smooth.2.csv"]],
    [["~/a=b.csv"], ["a=b 1 ~/a=b.csv"]],
    [["smooth:0.1,over=others=~/a=b.csv"], ["smooth:0.1,over=others 1 ~/a=b.csv"]],
    [
      ["~/one/probs.npz", "~/two/probs.npz"],
      ["~/one/probs 1 ~/one/probs.npz", "~/two/probs 1 ~/two/probs.npz"],
    ],
    [
      ["~/seed_4/soft.npz", "~/seed_5/soft.npz"],
      ["soft 4 ~/seed_4/soft.npz", "soft 5 ~/seed_5/soft.npz"],
    ],
    [["~/runs/*.csv"], ["runs 1 ~/runs/1.csv"]],
    [["~/trials/hard-s*"], ["hard 2 ~/trials/hard-s2"]],
    [["a=select 1 = 1"], ["a 1 select 1 = 1"]],
    [["from 'a.csv' where a = 1"], ["query 1 from 'a.csv' where a = 1"]],
  ])("%j", async (given, expected) => {
    expect(await find(...given)).toEqual(expected);
  });

  it("pairs by the seeds in names where methods share some, else by order", async () => {
    expect(await find("a=~/hard-s*.csv", "b=~/hard-s2.csv")).toEqual([
      ...["a 1 ~/hard-s1.csv", "a 2 ~/hard-s2.csv", "a 10 ~/hard-s10.csv"],
      "b 2 ~/hard-s2.csv",
    ]);
    expect(await find("~/mixed/*.csv")).toEqual(["hard 1 ~/mixed/hard-s1.csv", "soft 1 ~/mixed/soft-s2.csv"]);
    expect(await find("a=~/smooth.*.csv", "b=~/*/probs.npz")).toEqual([
      ...["a 1 ~/smooth.1.csv", "a 2 ~/smooth.2.csv"],
      ...["b 1 ~/one/probs.npz", "b 2 ~/two/probs.npz"],
    ]);
  });

  it.each([
    ["~/none.csv", /none\.csv: expected a file, got no such file or folder/],
    ["hard=~/none-*.csv", /none-\*\.csv: expected a pattern that matches files/],
    ["=~/hard-s1.csv", /expected a method's name before =/],
  ])("refuses %s", async (given, message) => {
    await expect(find(given)).rejects.toThrow(message);
  });
});
