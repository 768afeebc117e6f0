// --steps, --lr and --patience from outside: what they train, what records say, and how early stopping goes on after a kill.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { createRandom } from "@softlabel/core";
import { describe, expect, it } from "vitest";
import type { Results } from "softlabel";
import { schemaFaults } from "../packages/experiment/src/results/schemaFaults.fixtures.ts";
import { emptyFolder, finish, softlabel, start } from "./softlabel.ts";

const data = ["glyphs:train=600,test=300", "--model", "mlp:16"];
const compare = ["compare", ...data, "--methods", "smooth:0.1", "--seeds", "2", "--out", "run"];

const read = (...names: string[]): string => readFileSync(path.join(...names), "utf8");

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** How many epochs all trials have recorded. */
function epochsIn(folder: string): number {
  const trials = path.join(folder, "run", "trials");
  const files = existsSync(trials) ? readdirSync(trials).map((trial) => path.join(trials, trial, "metrics.jsonl")) : [];
  return files
    .filter((file) => existsSync(file))
    .reduce((sum, file) => sum + readFileSync(file, "utf8").split("\n").length - 1, 0);
}

async function resultsOf(folder: string, args: readonly string[]): Promise<{ results: Results; output: string }> {
  const { code, output, errors } = await softlabel(folder, ...args);
  expect(code, errors).toBe(0);
  const text = read(folder, "run", "results.json");
  expect(schemaFaults(text)).toEqual([]);
  return { results: JSON.parse(text) as Results, output };
}

describe("--steps", { timeout: 120_000 }, () => {
  it("trains so many steps, which end within an epoch, and says so", async () => {
    const folder = emptyFolder();
    // 540 training rows in batches of 64 are 9 steps per epoch.
    const { results, output } = await resultsOf(folder, [...compare, "--steps", "21", "--lr", "0.01"]);
    expect(output).toContain("adam:lr=0.01, batch size 64, 21 steps, ending in epoch 3, 2 seeds");
    expect(results.experiment).toMatchObject({ steps: 21, epochs: 3, optimizer: "adam:lr=0.01" });
    const [{ epochs }] = results.methods[0].trials;
    expect(epochs.map(({ share }) => share)).toEqual([undefined, undefined, 1 / 3]);
    expect(read(folder, "run", "report.html")).toContain("Runs end after 21 steps: epoch 3 has 33.3");
    const again = await softlabel(folder, ...compare, "--steps", "21", "--optimizer", "adam:lr=0.01");
    expect(again.errors).toContain("4 of 4 runs already finished");
  });
});

describe("--patience", { timeout: 240_000 }, () => {
  const stopping = [...compare, "--epochs", "300", "--patience", "40", "--lr", "0.003", "--schedule", "cosine"];

  it("stops each training by its validation log loss, and keeps the best epoch's model", async () => {
    const folder = emptyFolder();
    const quick = [...compare, "--epochs", "60", "--patience", "2", "--lr", "0.02"];
    const { results, output } = await resultsOf(folder, quick);
    expect(output).toContain("at most 60 epochs, stopping after 2 epochs without a lower validation log loss");
    for (const { method, trials } of results.methods)
      for (const { seed, epochs, keptEpoch } of trials) {
        const losses = epochs.map(({ validation }) => validation!.nll);
        expect(keptEpoch).toBe(losses.indexOf(Math.min(...losses)) + 1);
        expect(epochs).toHaveLength(keptEpoch! + 2);
        const trial = path.join(folder, "run", "trials", `${method.replace(":", "_")}-s${seed}`);
        expect(readdirSync(path.join(trial, "checkpoint")).sort()).toEqual([`epoch-${keptEpoch}.bin`, "last.bin"]);
      }
    expect(read(folder, "run", "report.html")).toContain(
      "Early stopping by validation log loss after 2 epochs without",
    );
    const again = await softlabel(folder, ...quick);
    expect(again.errors).toContain("4 of 4 runs already finished");
  });

  it("ends with the same bytes after kill -9 at random moments", async () => {
    const [calm, killed] = [emptyFolder(), emptyFolder()];
    const undisturbed = await resultsOf(calm, stopping);
    const random = createRandom("kills while stopping early");
    for (let kill = 0; kill < 6; kill++) {
      const child = start(killed, stopping);
      const ended = finish(child);
      const until = epochsIn(killed) + 1 + random.integer(12);
      while (epochsIn(killed) < until) await pause(10);
      process.kill(-child.pid!, "SIGKILL");
      expect((await ended).signal).toBe("SIGKILL");
    }
    expect(existsSync(path.join(killed, "run", "results.json"))).toBe(false);
    expect((await resultsOf(killed, stopping)).results).toEqual(undisturbed.results);
    for (const trial of readdirSync(path.join(calm, "run", "trials")))
      for (const file of ["network.onnx", "logits.npy", "validation-logits.npy"])
        expect(readFileSync(path.join(killed, "run", "trials", trial, file))).toEqual(
          readFileSync(path.join(calm, "run", "trials", trial, file)),
        );
  });

  it("leaves one model of the best epoch, whose card says so", async () => {
    const folder = emptyFolder();
    const args = ["train", ...data, "--epochs", "60", "--patience", "2", "--lr", "0.02", "--out", "one"];
    const { code, errors } = await softlabel(folder, ...args);
    expect(code, errors).toBe(0);
    const { result } = JSON.parse(read(folder, "one", "model.json")) as { result: { keptEpoch: number } };
    expect(read(folder, "one", "MODEL.md")).toContain(
      `The model is from epoch ${result.keptEpoch}, which has the lowest`,
    );
  });
});

describe("a length that cannot be", { timeout: 60_000 }, () => {
  it.each([
    [
      ["--patience", "3", "--validation", "0"],
      '--patience 3: expected validation rows to stop by, got "--validation 0"',
    ],
    [["--steps", "9", "--epochs", "2"], '--steps: expected either --epochs or --steps, got "9 beside --epochs 2"'],
    [
      ["--lr", "0.1", "--optimizer", "sgd:0.1"],
      '--lr: expected one learning rate, got "0.1 beside --optimizer sgd:0.1"',
    ],
    [["--lr", "-1"], "--lr: expected lr to be a number above 0, got -1"],
    [["--steps", "1e3.5"], '--steps: expected a whole number of at least 1, got "1e3.5"'],
    [["--patience"], "option '--patience <epochs>' argument missing"],
  ])("%o", async (options, message) => {
    const { code, errors } = await softlabel(emptyFolder(), "compare", "glyphs:train=100,test=50", ...options);
    expect(code).toBe(2);
    expect(errors).toContain(message);
    expect(errors).not.toContain("    at ");
  });
});
