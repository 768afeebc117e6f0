// The claims of a comparison from outside: their runs, their outcomes, and how they continue after an interruption.
import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { claimTable, type Results } from "softlabel";
import { emptyFolder, softlabel } from "./softlabel.ts";

const data = ["compare", "blobs:classes=4,train=200,test=200", "--model", "mlp:8", "--methods", "smooth:0.1"];
const small = [...data, "--seeds", "2", "--epochs", "2", "--out", "run"];

function resultsIn(folder: string): Results {
  return JSON.parse(readFileSync(path.join(folder, "run", "results.json"), "utf8")) as Results;
}

describe("softlabel compare --claims", { timeout: 240_000 }, () => {
  it("trains what is needed beside the experiment, judges, and repeats nothing that is finished", async () => {
    const folder = emptyFolder();
    const { code, output, errors } = await softlabel(folder, ...small, "--claims");
    expect(code, errors).toBe(0);
    expect(output).toContain("They add 20 runs in 5 experiments: left-out,");
    expect(output).toMatch(/- noise, smooth:0\.1: (HOLDS|DOES NOT HOLD|CANNOT TELL)\. Softening helps/);
    const { claims = [], complete } = resultsIn(folder);
    expect(complete).toBe(true);
    expect(claims.map(({ id }) => id)).toEqual(claimTable.map(({ id }) => id));
    expect(claims.find(({ id }) => id === "teacher")?.measured.studentAccuracyAt4).toBeGreaterThan(0.2);
    expect(claims.find(({ id }) => id === "transfer")?.measured.probeAccuracy).toBeGreaterThan(0.4);
    const students = path.join(folder, "run", "claims", "students-hard");
    expect(existsSync(path.join(students, "teacher-logits-s2.npy"))).toBe(true);

    rmSync(path.join(folder, "run", "claims", "noise-0.4", "trials", "hard-s2", "logits.npy"));
    const open = await softlabel(folder, "report", "run", "--json");
    const noise = (JSON.parse(open.output) as Results).claims?.find(({ id }) => id === "noise");
    expect(noise?.sentence).toContain("(one seed: no interval)");
    const again = await softlabel(folder, ...small, "--claims", "noise");
    expect(again.code, again.errors).toBe(0);
    expect(again.errors).toContain("3 of 4 runs already finished");
    expect(again.errors).not.toContain("0 of");
    expect(resultsIn(folder).claims).toEqual(claims);
  });

  it("checks a choice of claims, and without any says nothing of them", async () => {
    const folder = emptyFolder();
    const { output } = await softlabel(folder, ...small, "--claims", "nll", "accuracy");
    expect(output).toContain("Claims to check: accuracy, nll. They need no additional runs.");
    expect(resultsIn(folder).claims?.map(({ id }) => id)).toEqual(["accuracy", "nll"]);
    rmSync(path.join(folder, "run", "claims"), { recursive: true });
    const plain = await softlabel(folder, ...small);
    expect(plain.output).not.toContain("literature");
    expect(resultsIn(folder)).not.toHaveProperty("claims");
  });

  it("refuses an unknown claim, and lists the known ones", async () => {
    const { code, errors } = await softlabel(emptyFolder(), ...small, "--claims", "nois");
    expect(code).toBe(2);
    expect(errors).toMatch(/--claims: expected .*noise.*accuracy.* got "?nois/s);
  });
});
