// Rows of several files that are matched by their ids, or whose order is trusted.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { readWhole } from "@softlabel/experiment/internal";
import { withPredictions, type PredictionOptions } from "./openPredictions.ts";

const folder = mkdtempSync(path.join(tmpdir(), "softlabel-"));
const at = (name: string): string => path.join(folder, name);
beforeAll(() => vi.stubEnv("XDG_CACHE_HOME", at("cache")));
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** Writes a CSV file; lines are given apart by "|". */
function write(name: string, lines: string): string {
  writeFileSync(at(name), `${lines.replaceAll("|", "\n")}\n`);
  return at(name);
}

const open = (files: readonly string[], options: PredictionOptions = {}) =>
  withPredictions(files, options, ({ trials, notes }) => {
    const read = trials.map(({ test }) => [...readWhole(test).logits]);
    return Promise.resolve({ logits: read, notes: notes.join("\n") });
  });

const header = "id,label,logit_0,logit_1";
const hard = write("hard.csv", `${header}|a,0,1,0|b,1,0,2|c,0,3,0|d,1,0,4|e,0,5,0`);

describe("rows with ids", () => {
  // labels agree row by row, so that nothing but the ids can tell
  it("are put in the order of the first file, within classes too", async () => {
    const smooth = write("smooth.csv", `${header}|c,0,30,0|d,1,0,40|e,0,50,0|b,1,0,20|a,0,10,0`);
    const { logits, notes } = await open([hard, smooth]);
    expect(logits[1]).toEqual(logits[0].map((value) => 10 * value));
    expect(notes).toMatch(/Rows are matched by id over 2 files; rows that were reordered: 5 in \S*smooth\.csv\./);
    expect((await open([hard, smooth], { id: false })).logits[1]).toEqual([30, 0, 0, 40, 50, 0, 0, 20, 10, 0]);
  });

  it("are found by the name of their column, and left out of validation rows", async () => {
    const [first, second] = [
      write("named-1.csv", "key,label,logit_0,logit_1,split|7,0,1,0,test|7,1,9,9,val|8,1,0,2,test"),
      write("named-2.csv", "key,label,logit_0,logit_1,split|8,1,0,20,test|x,1,9,9,val|7,0,10,0,test"),
    ];
    const { logits } = await open([first, second], { id: "key" });
    expect(logits[1]).toEqual([10, 0, 0, 20]);
    await expect(open([first, second], { id: "kay" })).rejects.toThrow(/--id to be one of its columns key, .*"kay"/);
  });

  it.each([
    [
      "a,0,1,0|b,1,0,2|a,0,3,0|d,1,0,4|e,0,5,0",
      /unique ids of the test rows, got 1 repeated: "a" in 2 rows; fix them, or trust/,
    ],
    [
      "a,0,1,0|b,1,0,2|g,0,3,0|f,1,0,4|e,0,5,0",
      /the 5 ids of \S*hard\.csv, got 2 missing \("c", "d"\), 2 that \S*hard\.csv lacks \("g", "f"\)/,
    ],
    ["a,0,1,0|b,1,0,2|c,0,3,0|e,0,5,0", /the 5 ids of \S*hard\.csv, got 1 missing \("d"\);/],
    ["a,1,1,0|b,1,0,2|c,0,3,0|d,1,0,4|e,0,5,0", /the label of row 1 of \S*hard\.csv, 0, got 1/],
  ])("are refused by name and count: %s", async (lines, message) => {
    await expect(open([hard, write("other.csv", `${header}|${lines}`)])).rejects.toThrow(message);
  });

  it("are refused where only some files have them", async () => {
    const plain = write("plain.csv", "label,logit_0,logit_1|0,1,0|1,0,2|0,3,0|1,0,4|0,5,0");
    await expect(open([hard, plain])).rejects.toThrow(
      /plain\.csv: expected ids of its rows, as in \S*hard\.csv, got none/,
    );
    const { notes } = await open([hard, plain], { id: false });
    expect(notes).toContain("Rows are matched by position");
    expect((await open([plain])).notes).not.toMatch(/trusted|matched/);
  });

  it("matter to a single file only where they are asked for", async () => {
    const twice = write("twice.csv", `${header}|a,0,1,0|a,1,0,2`);
    expect((await open([twice])).logits).toEqual([[1, 0, 0, 2]]);
  });
});
