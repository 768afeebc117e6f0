// Files that look almost like predictions: zeros as -inf, rounded numbers, soft labels, scores the wrong way round.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { readWhole } from "@softlabel/experiment/internal";
import { withPredictions, type PredictionOptions } from "./openPredictions.ts";

const folder = mkdtempSync(path.join(tmpdir(), "softlabel-"));
beforeAll(() => vi.stubEnv("XDG_CACHE_HOME", path.join(folder, "cache")));
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** Opens a CSV file; lines are given apart by "|". */
async function open(lines: string, options: PredictionOptions = {}) {
  const file = path.join(folder, "a.csv");
  writeFileSync(file, `${lines.replaceAll("|", "\n")}\n`);
  return withPredictions([file], options, ({ trials, notes }) => {
    const { logits, labels } = readWhole(trials[0].test);
    return Promise.resolve({ logits: [...logits], labels: [...labels], notes: notes.join("\n") });
  });
}

describe("logits of -inf", () => {
  it("are the probabilities of zero that they come from", async () => {
    const [logs, plain] = [
      await open(`label,log_prob_a,log_prob_b,log_prob_c|a,0,-inf,-inf|b,${Math.log(0.25)},${Math.log(0.75)},-inf`),
      await open("label,prob_a,prob_b,prob_c|a,1,0,0|b,.25,.75,0"),
    ];
    logs.logits.forEach((value, i) => expect(value).toBeCloseTo(plain.logits[i], 12));
    expect(logs.notes).toMatch(/clipped to it .*: 3 in .*a\.csv/);
  });

  it("are clipped relative to the others of their row", async () => {
    const { logits } = await open("label,logit_a,logit_b|a,3,-inf|b,1,2");
    expect(logits).toEqual([3, expect.closeTo(3 + Math.log(1e-15), 12), 1, 2]);
  });

  it.each(["a,-inf,-inf", "a,inf,0", "a,nan,-inf"])("are refused in %s", async (row) => {
    await expect(open(`label,logit_a,logit_b|${row}|b,1,2`)).rejects.toThrow(/with a missing or non-finite score/);
  });
});

describe("rounded probabilities", () => {
  const rounded = "label,prob_a,prob_b,prob_c|a,.33,.33,.33|b,.2,.61,.2|c,.25,.25,.5";

  it("are refused with what to do, and divided by their sums on request", async () => {
    await expect(open(rounded)).rejects.toThrow(
      /2 rows of 3 .* to between 0\.9900 and 1\.010, \(rows 1, 2\); .*divide each row by its sum with --renormalise/,
    );
    const { labels, notes } = await open(rounded, { renormalise: 0.05 });
    expect(labels).toEqual([0, 1, 2]);
    expect(notes).toMatch(/within 0\.001 were divided by their sums: 2 of 3 in .*a\.csv/);
  });

  it("are still refused where sums are further from one", async () => {
    const far = `${rounded}|a,.5,.5,.2`;
    await expect(open(far, { renormalise: 0.05 })).rejects.toThrow(/1 row of 4 whose probabilities .* \(row 4\)/);
    await expect(open(far)).rejects.not.toThrow(/--renormalise/);
  });
});

describe("rows that are left out", () => {
  it("come with the sentence that says by how much accuracy moves", async () => {
    const rows = "label,prob_a,prob_b|a,.9,.1|b,.9,.1|a,.9,.3|b,.9,.3|c,.5,.5";
    const { labels, notes } = await open(rows, { lenient: true });
    expect(labels).toEqual([0, 1]);
    expect(notes).toMatch(/Accuracy in .*a\.csv is 50\.0 % without them, between 40\.0 and 60\.0 % with them\./);
  });
});

describe("scores that are the opposite of the labels", () => {
  const rows = (right: number): string =>
    Array.from({ length: 40 }, (_, i) => (i < right ? "a,.8,.2" : "b,.8,.2")).join("|");

  it("are named", async () => {
    const { notes } = await open(`label,prob_a,prob_b|${rows(4)}`);
    expect(notes).toMatch(/opposite of the labels \(10\.0 % right, where guessing gets 50\.0 %\): are columns swapped/);
    expect((await open(`label,prob_a,prob_b|${rows(16)}`)).notes).not.toContain("opposite");
  });
});

describe("soft labels", () => {
  it("are refused by name", async () => {
    const header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }".padEnd(117);
    const array = (values: number[]): Buffer =>
      Buffer.concat([
        Buffer.from([0x93, ...Buffer.from("NUMPY"), 1, 0, 118, 0]),
        Buffer.from(`${header}\n`),
        Buffer.from(new Float32Array(values).buffer),
      ]);
    writeFileSync(path.join(folder, "probs.npy"), array([0.5, 0.5, 0.25, 0.75]));
    writeFileSync(path.join(folder, "labels.npy"), array([0.95, 0.05, 0.05, 0.95]));
    await expect(withPredictions([path.join(folder, "probs.npy")], {}, () => 0)).rejects.toThrow(
      /labels\.npy: expected labels, or one-hot rows, got soft labels: .*labels\.argmax\(1\)/,
    );
  });
});
