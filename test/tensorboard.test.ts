// --tensorboard from outside: what compare, train and report leave, and that TensorBoard itself reads it.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { readRun, scalarsOf, type ReadValue } from "../packages/softlabel/src/tensorboard/eventFile.fixtures.ts";
import { needs, python } from "./prerequisites.ts";
import { emptyFolder, softlabel } from "./softlabel.ts";

const small = ["compare", "glyphs:train=600,test=300", "--model", "linear", "--methods", "smooth:0.1", "--epochs", "2"];

/** Times are known more exactly while a training runs. */
const withoutTime = ({ wallTime, ...value }: ReadValue): Omit<ReadValue, "wallTime"> => value;

/** Prints, for each run below a folder, how many tags of each kind TensorBoard finds, and a scalar's steps. */
const reader = `
import glob, json, sys
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
found = {}
for folder in glob.glob(sys.argv[1] + "/*"):
    run = EventAccumulator(folder, size_guidance={"images": 0, "histograms": 0})
    run.Reload()
    tags = run.Tags()
    loss = [event.step for event in run.Scalars("training/loss")] if "training/loss" in tags["scalars"] else []
    counts = [run.Histograms(tag)[0].histogram_value.num for tag in tags["histograms"]]
    found[folder.split("/")[-1]] = {"loss": loss, "counts": counts, "images": len(tags["images"])}
print(json.dumps(found))
`;

describe("--tensorboard", { timeout: 120_000 }, () => {
  it("is written by compare, continued for another seed, and remade by report", async () => {
    const folder = emptyFolder();
    const args = [...small, "--out", "run", "--tensorboard", "logs"];
    const first = await softlabel(folder, ...args, "--seeds", "1");
    expect(first.code, first.errors).toBe(0);
    expect(first.output).toContain("tensorboard --logdir logs");
    const again = await softlabel(folder, ...args, "--seeds", "2");
    expect(again.code, again.errors).toBe(0);
    const logs = path.join(folder, "logs", "run");
    expect(readdirSync(logs).sort()).toEqual(["hard-s1", "hard-s2", "plots", "smooth_0.1-s1", "smooth_0.1-s2"]);
    const written = readRun(path.join(logs, "hard-s1"));
    expect(scalarsOf(written, "validation/accuracy").map(([step]) => step)).toEqual([1, 2]);
    expect(scalarsOf(written, "test/accuracy")).toHaveLength(1);
    const remade = await softlabel(folder, "report", "run", "--tensorboard", "others");
    expect(remade.code, remade.errors).toBe(0);
    const values = readRun(path.join(folder, "others", "run", "hard-s1"));
    expect(values.map(withoutTime)).toEqual(written.map(withoutTime));
  });

  it("is written by train, in a run of its own", async () => {
    const folder = emptyFolder();
    const args = ["train", ...small.slice(1, 4), "--method", "relax:0.1", "--epochs", "2", "--out", "shapes"];
    const { code, errors } = await softlabel(folder, ...args, "--tensorboard", "logs");
    expect(code, errors).toBe(0);
    const values = readRun(path.join(folder, "logs", "shapes", "relax_0.1-s1"));
    expect(scalarsOf(values, "training/loss").map(([step]) => step)).toEqual([1, 2]);
    expect(scalarsOf(values, "test/ece")).toHaveLength(1);
  });

  it("refuses a place that is a file, before anything is trained", async () => {
    const folder = emptyFolder();
    const { code, errors } = await softlabel(folder, ...small, "--out", "run", "--tensorboard", process.execPath);
    expect(code).toBe(2);
    expect(errors).toMatch(/--tensorboard: expected a folder/);
    expect(existsSync(path.join(folder, "run"))).toBe(false);
  });

  it("is read by TensorBoard", needs("tensorboard"), async () => {
    const folder = emptyFolder();
    await softlabel(folder, ...small, "--seeds", "1", "--out", "run", "--tensorboard", "logs");
    const printed = execFileSync(python, ["-c", reader, path.join(folder, "logs", "run")], { encoding: "utf8" });
    const found = JSON.parse(printed) as Record<string, { loss: number[]; counts: number[]; images: number }>;
    expect(found["hard-s1"].loss).toEqual([1, 2]);
    expect(found["hard-s1"].counts).toContain(300);
    expect(found.plots.images).toBeGreaterThan(5);
  });
});
