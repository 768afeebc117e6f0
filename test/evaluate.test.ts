// softlabel evaluate from outside: what a stranger's files come to, and what is said where they are wrong.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createRandom, scorePredictions } from "@softlabel/core";
import { describe, expect, it } from "vitest";
import type { Results } from "softlabel";
import { emptyFolder, softlabel } from "./softlabel.ts";

/** Rows of a table of predictions, and what they score. */
interface Drawn {
  readonly lines: readonly string[];
  readonly logits: Float64Array;
  readonly labels: Int32Array;
}

/** Predictions of labels that are the same for every seed; `sharpness` above 1 makes them over-confident. */
function draw(seed: number, sharpness: number, rows = 120, classes = 3): Drawn {
  const [random, labelled] = [createRandom(seed), createRandom("labels")];
  const labels = Int32Array.from({ length: rows }, () => labelled.integer(classes));
  const logits = Float64Array.from({ length: rows * classes }, (_, i) => {
    const own = labels[Math.floor(i / classes)] === i % classes ? 1.5 : 0;
    return sharpness * (own + random.normal());
  });
  const lines = Array.from(labels, (label, i) => {
    const own = [...logits.subarray(i * classes, (i + 1) * classes)];
    return [label, i % 3 === 0 ? "val" : "test", ...own].join(",");
  });
  const header = ["label", "split", ...Array.from({ length: classes }, (_, k) => `logit_${k}`)].join(",");
  return { lines: [header, ...lines], logits, labels };
}

function write(folder: string, name: string, { lines }: Pick<Drawn, "lines">): void {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), `${lines.join("\n")}\n`);
}

const read = (folder: string, name: string): string => readFileSync(path.join(folder, name), "utf8");

describe("softlabel evaluate", { timeout: 240_000 }, () => {
  it("compares methods over seeds, on test rows, after a temperature of the validation rows", async () => {
    const folder = emptyFolder();
    for (const seed of [1, 2]) {
      write(folder, `runs/hard-s${seed}.csv`, draw(seed, 3));
      write(folder, `runs/soft-s${seed}.csv`, draw(seed, 1));
    }
    const { code, output, errors } = await softlabel(
      folder,
      ...["evaluate", "hard=runs/hard-s*.csv", "smooth:0.1=runs/soft-s{seed}.csv", "--out", "told"],
    );
    expect(code, errors).toBe(0);
    expect(output).toMatch(/2 methods, 4 runs: 80 test rows, 40 validation rows of 3 classes/);
    expect(output).toMatch(/- .*smooth:0\.1/);
    expect(output).toContain(`Report: ${path.join("told", "report.html")}`);
    const results = JSON.parse(read(folder, "told/results.json")) as Results;
    expect(results.methods.map(({ method, effectiveTarget }) => [method, effectiveTarget?.length])).toEqual([
      ["hard", 3],
      ["smooth:0.1", 3],
    ]);
    const { trials } = results.methods[0];
    const { logits, labels } = draw(2, 3);
    const isTest = (row: number): boolean => row % 3 !== 0;
    const expected = scorePredictions(
      logits.filter((_, i) => isTest(Math.floor(i / 3))),
      labels.filter((_, i) => isTest(i)),
      3,
    );
    expect(trials[1].test.nll).toBeCloseTo(expected.nll, 12);
    expect(trials[1].test.accuracy).toBe(expected.accuracy);
    // The same draws, three times as sharp.
    const soft = results.methods[1].trials[1];
    expect(trials[1].temperature! / soft.temperature!).toBeCloseTo(3, 9);
    expect(trials[1].testScaled!.nll).toBeCloseTo(soft.testScaled!.nll, 9);
    const page = read(folder, "told/report.html");
    expect(page).toContain("<h1>Predictions in hard-s*.csv, soft-s{seed}.csv</h1>");
    const again = await softlabel(folder, "report", "told", "--json");
    expect(again.code, again.errors).toBe(0);
    expect(JSON.parse(again.output)).toEqual(results);
  });

  it("takes one file of one column, says that temperatures are cross-fitted, and prints JSON alone", async () => {
    const folder = emptyFolder();
    const random = createRandom(5);
    const rows = Array.from({ length: 60 }, () => {
      const p = random.uniform();
      return `${random.uniform() < p ? "yes" : "no"},${p}`;
    });
    write(folder, "smooth.csv", { lines: ["answer,prob_yes", ...rows] });
    const { code, output, errors } = await softlabel(folder, "evaluate", "smooth.csv", "--label", "answer", "--json");
    expect(code, errors).toBe(0);
    const results = JSON.parse(output) as Results;
    expect(results.data.classes).toEqual(["no", "yes"]);
    // How much was smoothed is not known.
    expect(results.methods).toMatchObject([{ method: "smooth", effectiveTarget: null }]);
    expect(results.methods[0].trials[0].testScaled).not.toBeNull();
    expect(results.verdicts).toEqual([]);
    expect(errors).toMatch(/temperatures and recalibration lines are cross-fitted over 5 parts of the test rows/);
    const report = /Report: (.*)/.exec(errors)![1];
    expect(report).toMatch(/^evaluations/);
    expect(read(folder, path.join(path.dirname(report), "results.json"))).toBe(output);
  });

  it("ends with whether a single method is calibrated, and with a recommendation of several", async () => {
    const folder = emptyFolder();
    const random = createRandom(7);
    // Right four times of five, and sure of it.
    const rows = Array.from({ length: 400 }, () => `${random.uniform() < 0.8 ? "yes" : "no"},0.99`);
    write(folder, "sure.csv", { lines: ["label,prob_yes", ...rows] });
    write(folder, "modest.csv", { lines: ["label,prob_yes", ...rows.map((row) => row.replace("0.99", "0.8"))] });
    const single = await softlabel(folder, "evaluate", "sure.csv");
    expect(single.output.trimEnd().split("\n").at(-1)).toMatch(
      /^This sure model is over-confident by [\d.]+ points, beyond chance: calibration cost [\d.]+ \(95 % lower bound 0\.0\d+; 400 test examples\), ECE [\d.]+ %\. Temperature 3\.\d\d leaves nothing beyond chance: calibration cost -?[\d.]+ \(95 % interval .*\) and ECE [\d.]+ % after scaling\.$/,
    );
    const declared = await softlabel(folder, "evaluate", "sure.csv", "modest.csv", "--primary", "log-loss", "--json");
    const results = JSON.parse(declared.output) as Results;
    expect(results.experiment.primary).toBe("log-loss");
    expect(results.verdicts.filter(({ primary }) => primary).map(({ metric }) => metric)).toEqual(["nllScaled"]);
    expect(results.summary).toContain(
      "Declared beforehand: log loss after temperature scaling alone carries the verdict.",
    );
    const { output } = await softlabel(folder, "evaluate", "sure.csv", "modest.csv");
    expect(output).toContain(
      "\n\nNo reason to change: one run per method cannot show whether a method is better; compare at least 3 seeds.\n",
    );
  });

  it("takes 200 classes, and leaves rows out with --lenient", async () => {
    const folder = emptyFolder();
    const { lines } = draw(1, 1, 400, 200);
    write(folder, "many.csv", { lines: lines.map((line, i) => (i === 2 ? line.replace(/^\d+/, "200") : line)) });
    const refused = await softlabel(folder, "evaluate", "many.csv", "--out", "many");
    expect(refused.code).toBe(2);
    expect(refused.errors).toMatch(
      /many\.csv: expected finite logits .*1 row of 266 with an unknown label: "200" \(row 2\)/,
    );
    expect(existsSync(path.join(folder, "many"))).toBe(false);
    const { code, output, errors } = await softlabel(folder, "evaluate", "many.csv", "--lenient", "--out", "many");
    expect(code, errors).toBe(0);
    expect(output).toMatch(/1 of 266 test rows were left out: many\.csv: 1 row of 266 with an unknown label/);
    expect(read(folder, "many/report.html")).toContain("</html>");
  });

  it.each([
    [["none.csv"], /none\.csv: expected a file, got no such file or folder; check the path/],
    [[], /missing required argument 'file'/],
    [["a.csv", "--scores", "probs"], /--scores: expected the scores to be one of logits, probabilities, got "probs"/],
    [["a.csv", "--labels", "label"], /unknown option '--labels'/],
    [["a.csv", "--label", "lable"], /--label to be one of its columns label, .*got "lable"/],
    [["a.csv", "--baseline", "hard"], /--baseline: expected the method to be one of a, got "hard"/],
    [["a.csv", "--columns", "z_*"], /--columns to be among its columns .*got "z_\*"/],
    [["a.csv", "--primary", "luck"], /--primary: expected the question to be one of /],
    [["a.csv", "--out", "taken"], /--out: expected an empty folder, .* got "a folder with file"/],
    [["a.csv", "--validation", "a.csv"], /--validation: expected files without validation rows of their own/],
  ])("refuses %j in one sentence, with exit code 2", async (args, message) => {
    const folder = emptyFolder();
    write(folder, "a.csv", draw(1, 1, 6));
    write(folder, "taken/file", { lines: [""] });
    const { code, output, errors } = await softlabel(folder, "evaluate", ...args);
    expect(errors).toMatch(message);
    expect(errors).not.toMatch(/^\s+at /m);
    expect([code, output]).toEqual([2, ""]);
    expect(existsSync(path.join(folder, "evaluations"))).toBe(false);
  });
});
