// Runs in memory give what evaluating their files gives; what cannot be compared is refused by name.
import { createRandom } from "@softlabel/core";
import { describe, expect, it } from "vitest";
import { compareRuns, type Run } from "./compareRuns.ts";
import { evaluate } from "./evaluate.ts";

const rows = 120;
const labels = Int32Array.from({ length: rows }, (_, row) => row % 3);

/** Logits that favour the label by `margin`, with noise that the seed draws. */
function logitsOf(method: string, seed: number, margin: number): Float64Array {
  const random = createRandom(`${method} ${seed}`);
  return Float64Array.from(
    { length: rows * 3 },
    (_, i) => random.normal() + (i % 3 === labels[Math.floor(i / 3)] ? margin : 0),
  );
}

const softmaxRows = (logits: Float64Array): number[][] =>
  Array.from({ length: rows }, (_, row) => {
    const exps = [...logits.subarray(3 * row, 3 * row + 3)].map(Math.exp);
    const sum = exps.reduce((a, b) => a + b);
    return exps.map((value) => value / sum);
  });

const methods = { hard: 1, "smooth:0.1": 3 };
const runs: Run[] = Object.entries(methods).flatMap(([method, margin]) =>
  [1, 2, 3].map((seed) => ({ method, seed, logits: logitsOf(method, seed, margin), labels })),
);

describe("compareRuns", () => {
  it("gives what evaluating the same predictions from files gives", () => {
    const source = (logits: Float64Array) => ({ rows, classes: 3, blocks: () => [{ logits, labels }] });
    const trials = runs.map(({ method, seed, logits }) => ({
      method,
      seed: seed!,
      test: source(logits as Float64Array),
    }));
    const set = { methods: Object.keys(methods), classes: ["0", "1", "2"], trials, notes: [] };
    const expected = evaluate(set, { files: ["memory"], primary: undefined });
    const { results, verdicts, summary, recommendation } = compareRuns(runs);
    expect(results).toEqual(expected);
    expect({ verdicts, summary, recommendation }).toEqual({
      verdicts: expected.verdicts,
      summary: expected.summary,
      recommendation: expected.recommendation,
    });
  });

  it("says of the primary questions what their verdicts say", () => {
    const { sentences, verdicts } = compareRuns(runs);
    expect(sentences).toHaveLength(2);
    expect(sentences[0]).toMatch(/smooth:0\.1 is \d.* points more accurate than hard/);
    expect(verdicts.find(({ metric }) => metric === "accuracy")?.verdict).toBe("better");
  });

  it("takes probabilities as rows, with the same verdicts to rounding", () => {
    const given = runs.map(({ logits, ...run }) => ({ ...run, probabilities: softmaxRows(logits as Float64Array) }));
    const [own, other] = [compareRuns(given), compareRuns(runs)].map(({ verdicts }) => verdicts);
    expect(own.map(({ verdict }) => verdict)).toEqual(other.map(({ verdict }) => verdict));
    own.forEach(({ difference }, i) => expect(difference).toBeCloseTo(other[i].difference, 8));
  });

  it("takes baseline, classes, one question and validation rows", () => {
    const held = runs.map((run) => ({ ...run, validation: { logits: run.logits, labels } }));
    const classes = ["cat", "dog", "owl"];
    const { results, sentences } = compareRuns(held, { baseline: "smooth:0.1", classes, primary: "accuracy" });
    expect(results.baseline).toBe("smooth:0.1");
    expect(results.data.classes).toEqual(classes);
    expect(results.data.validationCount).toBe(rows);
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).toMatch(/hard is .* less accurate/);
  });

  it("numbers the runs of a method in their order", () => {
    const { results } = compareRuns(runs.map((run) => ({ ...run, seed: undefined })));
    expect(results.verdicts[0].seeds).toEqual([1, 2, 3]);
  });
});

describe("compareRuns refuses", () => {
  const one: Run = { method: "a", logits: [[1, 2]], labels: [0] };
  const bad: readonly (readonly [string, readonly Run[], string])[] = [
    ["no runs", [], "compareRuns: expected at least one run, got 0"],
    ["no scores", [{ method: "a", labels: [0] }], "a, seed 1: expected either logits or probabilities, got neither"],
    ["both scores", [{ ...one, probabilities: [[0, 1]] }], "expected either logits or probabilities, got both"],
    ["no rows", [{ ...one, labels: [] }], "expected at least one row, got 0"],
    [
      "uneven rows",
      [{ ...one, logits: [[1, 2], [1]], labels: [0, 1] }],
      "expected 2 scores in every row, got 1 in row 1",
    ],
    ["too few rows", [{ ...one, labels: [0, 1] }], "expected 2 rows of scores, one per label, got 1"],
    ["a part of a row", [{ ...one, logits: new Float64Array(5), labels: [0, 1] }], "got 5 scores"],
    ["an unknown label", [{ ...one, labels: [2] }], '"2" (row 0); fix these rows'],
    ["NaN", [{ ...one, logits: [[NaN, 0]] }], "(row 0); fix these rows"],
    ["bad sums", [{ method: "a", labels: [0], probabilities: [[0.5, 0.6]] }], "do not sum to one, but to"],
    ["other labels", [one, { ...one, method: "b", labels: [1] }], "predict the same rows in the same order"],
    ["other classes", [one, { ...one, method: "b", logits: [[1, 2, 3]] }], "expected 2 classes, as in the first run"],
    [
      "a seed twice",
      [
        { ...one, seed: 4 },
        { ...one, seed: 4 },
      ],
      "expected one run per method and seed, got a, seed 4",
    ],
    ["some validation", [one, { ...one, method: "b", validation: one }], "in all runs or in none, got 1 of 2"],
    ["invalid validation", [{ ...one, validation: { ...one, labels: [3] } }], "a, seed 1, validation: expected valid"],
  ];
  it.each(bad)("%s", (_, given, message) => {
    expect(() => compareRuns(given)).toThrow(message);
  });

  const options: readonly (readonly [object, string])[] = [
    [{ baseline: "hrad" }, "compareRuns, baseline: expected the method to be one of hard, smooth:0.1"],
    [{ primary: "ece" as "accuracy" }, "compareRuns, primary: expected the question to be one of accuracy, log-loss"],
    [{ base: "hard" }, "compareRuns, base: unknown option; did you mean baseline?"],
    [{ classes: ["a", "b"] }, "expected 120 rows of 2 scores, got 360 scores"],
  ];
  it.each(options)("the options %j", (given, message) => {
    expect(() => compareRuns(runs, given)).toThrow(message);
  });
});
