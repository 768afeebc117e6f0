// Uneven classes and simple models from outside: what compare, evaluate and report say of a table with 95, 4 and 1 per cent.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createRandom } from "@softlabel/core";
import { describe, expect, it } from "vitest";
import type { Results } from "softlabel";
import { schemaFaults } from "../packages/experiment/src/results/schemaFaults.fixtures.ts";
import { emptyFolder, softlabel } from "./softlabel.ts";

const table = ["machines.csv", "--label", "state", "--model", "mlp:8", "--epochs", "2", "--seeds", "2"];

/** 1000 machines, of which 40 are worn and 10 broken. */
function folderWithTable(): string {
  const folder = emptyFolder();
  const random = createRandom("machines");
  const rows = Array.from({ length: 1000 }, (_, i) => {
    const state = i % 100 === 0 ? "broken" : i % 25 === 1 ? "worn" : "healthy";
    const centre = { broken: [0, 3, 0], worn: [2, 0, 0], healthy: [0, 0, 0] }[state];
    return [...centre.map((mean) => (mean + random.normal()).toFixed(3)), state].join(",");
  });
  writeFileSync(path.join(folder, "machines.csv"), `${["vibration,heat,noise,state", ...rows].join("\n")}\n`);
  return folder;
}

const resultsIn = (folder: string, out: string): Results =>
  JSON.parse(readFileSync(path.join(folder, out, "results.json"), "utf8")) as Results;

describe("a table with uneven classes", { timeout: 120_000 }, () => {
  it("is judged by balanced accuracy, as decided before training, class by class and beside simple models", async () => {
    const folder = folderWithTable();
    const { code, output, errors } = await softlabel(folder, "compare", ...table, "--methods", "smooth:0.1", "--out", "run"); // prettier-ignore
    expect(code, errors).toBe(0);
    const record = JSON.parse(readFileSync(path.join(folder, "run", "experiment.json"), "utf8")) as { data: Results["data"] }; // prettier-ignore
    expect(record.data).toMatchObject({ accuracyMetric: "balancedAccuracy", classCounts: [7, 684, 29] });
    expect(output).toContain("Verdicts use balanced accuracy (the mean recall of the classes) instead of accuracy");
    expect(output).toMatch(/^method +balanced % +accuracy % +NLL/m);
    expect(output).toMatch(/^method +broken % +healthy % +worn % +precision % +PR-AUC % +MCC$/m);
    const results = resultsIn(folder, "run");
    expect(schemaFaults(JSON.stringify(results))).toEqual([]);
    const primary = results.verdicts.filter((verdict) => verdict.primary);
    expect(primary.map(({ metric }) => metric)).toEqual(["balancedAccuracy", "nllScaled"]);
    expect(results.methods[0].trials[0].classScores!.counts).toEqual([2, 190, 8]);
    const [majority, linear] = results.simpleBaselines!;
    expect(majority.fits[0].test.balancedAccuracy).toBeCloseTo(1 / 3, 12);
    expect(linear.fits[0].rows).toBe(720);
    // Two epochs are too few for the network.
    expect(linear.sentence).toMatch(/^The network is not better than a linear model \(balanced accuracy /);
    expect(output.trimEnd().endsWith(linear.sentence!)).toBe(true);
    expect(readFileSync(path.join(folder, "run", "report.html"), "utf8")).toContain(
      "is not better than a linear model",
    );

    const again = await softlabel(folder, "compare", ...table, "--methods", "smooth:0.1", "--out", "run", "--no-baselines"); // prettier-ignore
    expect([again.code, again.output.includes("linear model")]).toEqual([0, false]);
    const { simpleBaselines, experiment, ...rest } = resultsIn(folder, "run");
    expect(simpleBaselines).toBeUndefined();
    expect(rest.methods).toEqual(results.methods);

    const evaluated = await softlabel(folder, "evaluate", "hard=run/trials/hard-s*", "smooth=run/trials/smooth_0.1-s*", "--out", "eval"); // prettier-ignore
    expect(evaluated.code, evaluated.errors).toBe(0);
    expect(evaluated.output).toContain("has 95 % of the test rows");
    expect(resultsIn(folder, "eval").methods[0].trials[0].classScores!.recall.byClass).toEqual(
      results.methods[0].trials[0].classScores!.recall.byClass,
    );
  });

  it("is trained with class weights, which find rare classes, and refuses unknown classes", async () => {
    const folder = folderWithTable();
    const plain = ["compare", ...table, "--methods", "hard", "--lr", "0.03"];
    const { code, output, errors } = await softlabel(folder, ...plain, "--class-weights", "balanced", "--out", "run");
    expect(code, errors).toBe(0);
    expect(output).toContain("Class weights: broken 34.3, healthy 0.351, worn 8.28.");
    await softlabel(folder, ...plain, "--out", "plain");
    const [weighted, unweighted] = ["run", "plain"].map((out) => resultsIn(folder, out));
    const network = ({ methods }: Results) => methods[0].trials[0].test.balancedAccuracy;
    expect(network(weighted)).toBeGreaterThan(network(unweighted) + 0.1);
    const linear = ({ simpleBaselines }: Results) => simpleBaselines![1].fits[0].test.balancedAccuracy;
    expect(linear(weighted)).toBeGreaterThan(linear(unweighted));
    const refused = await softlabel(folder, ...plain, "--class-weights", "brokn=3");
    expect(refused.code).toBe(2);
    expect(refused.errors).toContain('--class-weights: expected the class to be one of broken, worn, healthy, got "brokn"'); // prettier-ignore
  });
});
