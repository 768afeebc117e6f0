// The decision table, branch by branch: which verdicts lead to which recommendation, and in which words.
import { describe, expect, it } from "vitest";
import { madeUpVerdict } from "../../../../../test/madeUpVerdict.ts";
import { sampleResults } from "../../../../../test/sampleResults.ts";
import type { MethodResult, Recommendation, Results, VerdictResult, VerdictWord } from "../../results/results.ts";
import { recommend } from "./recommendation.ts";

/** Verdicts on accuracy and on log loss after temperature scaling, and how large they are. */
interface Case {
  readonly words: readonly [VerdictWord, VerdictWord?];
  readonly accuracy?: number;
  readonly logLoss?: number;
  readonly seeds?: number;
}

function verdict(method: string, metric: string, word: VerdictWord, size: number): VerdictResult {
  const difference = metric === "accuracy" ? size : -size;
  const interval = [difference - 0.004, difference + 0.004] as const;
  return madeUpVerdict({ method, metric, difference, interval, pValue: 0.01, adjustedPValue: 0.02, verdict: word });
}

const sizeOf = (word: VerdictWord | undefined, size: number): number =>
  word === "worse" ? -size : word === "better" ? size : 0.001;

function verdictsOf(
  method: string,
  { words: [first, second], accuracy = 0.02, logLoss = 0.05, seeds = 5 }: Case,
): VerdictResult[] {
  const own = verdict(method, "accuracy", first, sizeOf(first, accuracy));
  const all = second === undefined ? [own] : [own, verdict(method, "nllScaled", second, sizeOf(second, logLoss))];
  return all.map((each) => ({ ...each, seeds: Array.from({ length: seeds }, (_, s) => s + 1) }));
}

/** Results of these methods against hard targets; temperatures are those of the sample. */
function resultsOf(cases: Readonly<Record<string, Case>>, change = (method: MethodResult) => method): Results {
  const sample = sampleResults({ methods: ["hard", ...Object.keys(cases)], seeds: 5, verdicts: false });
  const methods = sample.methods.map((method) => {
    const seeds = cases[method.method]?.seeds ?? 5;
    return change({ ...method, trials: method.trials.slice(0, seeds) });
  });
  const verdicts = Object.entries(cases).flatMap(([method, own]) => verdictsOf(method, own));
  return { ...sample, methods, verdicts };
}

const recommended = (cases: Readonly<Record<string, Case>>, change?: (method: MethodResult) => MethodResult) =>
  recommend(resultsOf(cases, change))!;

type Row = readonly [string, Readonly<Record<string, Case>>, Recommendation["advice"], string, string];

const better = "accuracy is 2.0 points higher (95 % interval 1.6 to 2.4)";
const lower = "log loss after temperature scaling is 0.050 nats lower (95 % interval 0.046 to 0.054)";
const worse = "accuracy is 2.0 points lower (95 % interval 1.6 to 2.4)";
const higher = "log loss after temperature scaling is 0.050 nats higher (95 % interval 0.046 to 0.054)";

const table: readonly Row[] = [
  ["better in both", { "smooth:0.1": { words: ["better", "better"] } }, "use", "smooth:0.1",
    `Use smooth:0.1 instead of hard labels: ${better} and ${lower}.`],
  ["better, and no difference elsewhere", { "smooth:0.1": { words: ["no difference", "better"] } }, "use", "smooth:0.1",
    `Use smooth:0.1 instead of hard labels: ${lower}; accuracy differs by less than 0.5 points.`],
  ["better, and open elsewhere", { "smooth:0.1": { words: ["better", "cannot tell"] } }, "use", "smooth:0.1",
    `Use smooth:0.1 instead of hard labels: ${better}; cannot tell whether log loss after temperature scaling changes.`],
  ["better where there is no temperature", { "smooth:0.1": { words: ["better"] } }, "use", "smooth:0.1",
    `Use smooth:0.1 instead of hard labels: ${better}.`],
  ["better in more metrics goes first", { "relax:0.1": { words: ["better", "cannot tell"], accuracy: 0.05 }, "smooth:0.1": { words: ["better", "better"] } }, "use", "smooth:0.1",
    `Use smooth:0.1 instead of hard labels: ${better} and ${lower}.`],
  ["then better in the first metric", { "relax:0.1": { words: ["no difference", "better"], logLoss: 0.9 }, "smooth:0.1": { words: ["better", "no difference"] } }, "use", "smooth:0.1",
    `Use smooth:0.1 instead of hard labels: ${better}; log loss after temperature scaling differs by less than 0.01 nats.`],
  ["then better by more", { "relax:0.1": { words: ["better", "better"], accuracy: 0.01 }, "smooth:0.1": { words: ["better", "better"] } }, "use", "smooth:0.1",
    `Use smooth:0.1 instead of hard labels: ${better} and ${lower}.`],
  ["then the order asked for", { "relax:0.1": { words: ["better"] }, "smooth:0.1": { words: ["better"] } }, "use", "relax:0.1",
    `Use relax:0.1 instead of hard labels: ${better}.`],
  ["better goes before a trade-off and before worse", { "relax:0.1": { words: ["better", "worse"] }, "relax:0.2": { words: ["worse", "worse"] }, "smooth:0.1": { words: ["cannot tell", "better"] } }, "use", "smooth:0.1",
    `Use smooth:0.1 instead of hard labels: ${lower}; cannot tell whether accuracy changes.`],
  ["a trade-off", { "smooth:0.1": { words: ["worse", "better"] } }, "keep", "hard",
    `Keep hard labels unless log loss after temperature scaling matters more than accuracy: with smooth:0.1, ${lower} but ${worse}.`],
  ["a trade-off goes before worse", { "relax:0.1": { words: ["worse", "worse"] }, "smooth:0.1": { words: ["better", "worse"] } }, "keep", "hard",
    `Keep hard labels unless accuracy matters more than log loss after temperature scaling: with smooth:0.1, ${better} but ${higher}.`],
  ["worse", { "smooth:0.1": { words: ["worse", "cannot tell"] } }, "keep", "hard",
    `Keep hard labels: with smooth:0.1, ${worse}.`],
  ["one of several worse", { "smooth:0.1": { words: ["no difference", "worse"] }, "relax:0.1": { words: ["cannot tell", "no difference"] } }, "keep", "hard",
    `Keep hard labels: no method is better, and with smooth:0.1, ${higher}.`],
  ["several worse", { "smooth:0.1": { words: ["worse", "worse"] }, "relax:0.1": { words: ["worse", "no difference"] } }, "keep", "hard",
    "Keep hard labels: no method is better, and smooth:0.1 and relax:0.1 are worse."],
  ["no difference", { "smooth:0.1": { words: ["no difference", "no difference"] } }, "no reason to change", "hard",
    "No reason to change: smooth:0.1 differs from hard labels by less than 0.5 points in accuracy and 0.01 nats in log loss after temperature scaling."],
  ["no difference of several", { "smooth:0.1": { words: ["no difference"] }, "relax:0.1": { words: ["no difference"] } }, "no reason to change", "hard",
    "No reason to change: smooth:0.1 and relax:0.1 differ from hard labels by less than 0.5 points in accuracy."],
  ["open", { "smooth:0.1": { words: ["cannot tell", "cannot tell"] } }, "no reason to change", "hard",
    "No reason to change: this experiment cannot tell whether smooth:0.1 is better or worse than hard labels."],
  ["open in one metric, or for one method", { "smooth:0.1": { words: ["no difference", "cannot tell"] }, "relax:0.1": { words: ["no difference", "no difference"] } }, "no reason to change", "hard",
    "No reason to change: this experiment cannot tell whether smooth:0.1 is better or worse than hard labels."],
  ["one seed, whatever the verdicts", { "smooth:0.1": { words: ["better", "better"], seeds: 1 } }, "no reason to change", "hard",
    "No reason to change: one run per method cannot show whether a method is better; compare at least 3 seeds."],
  ["one seed of one method, more of another", { "smooth:0.1": { words: ["better", "better"], seeds: 1 }, "relax:0.1": { words: ["worse", "cannot tell"] } }, "keep", "hard",
    `Keep hard labels: no method is better, and with relax:0.1, ${worse}.`],
]; // prettier-ignore

describe("the decision table", () => {
  it.each(table)("%s", (_, cases, advice, method, sentence) => {
    expect(recommended(cases)).toMatchObject({ advice, method, sentence });
  });

  it("recommends nothing if nothing was compared", () => {
    expect(recommend(sampleResults({ methods: ["hard"] }))).toBeUndefined();
    expect(recommend(sampleResults({ verdicts: false }))).toBeUndefined();
  });

  it("takes no notice of exploratory verdicts", () => {
    const results = resultsOf({ "smooth:0.1": { words: ["cannot tell", "cannot tell"] } });
    const exploratory = { ...verdict("smooth:0.1", "brier", "worse", -0.1), primary: false };
    expect(recommend({ ...results, verdicts: [...results.verdicts, exploratory] })).toEqual(recommend(results));
  });

  it("calls a baseline by its name where that is not hard", () => {
    const results = resultsOf({ "smooth:0.1": { words: ["worse"] } });
    const methods = results.methods.map((method) => (method.method === "hard" ? { ...method, method: "forest" } : method)); // prettier-ignore
    expect(recommend({ ...results, baseline: "forest", methods })!.sentence).toMatch(/^Keep forest: with smooth:0\.1,/);
  });
});

describe("what a recommendation rests on", () => {
  const steady = (method: MethodResult): MethodResult => ({
    ...method,
    trials: method.trials.map((trial, s) => ({
      ...trial,
      temperature: method.method === "hard" ? 1.5 : 0.8 + s / 100,
    })),
  });

  it("says α, temperature, verdicts, seeds and test rows of a method to use", () => {
    expect(recommended({ "smooth:0.1": { words: ["better", "cannot tell"] } }, steady)).toMatchObject({
      details: [
        "smooth:0.1: α = 0.1, temperature 0.82 (0.80 to 0.84 over 5 seeds).",
        "Based on accuracy (better) and log loss after temperature scaling (cannot tell) over 5 seeds and 10,000 test images.",
      ],
      parameter: [{ name: "alpha", value: 0.1, seeds: 5 }],
      temperature: expect.closeTo(0.82, 12) as number,
      verdicts: [
        { method: "smooth:0.1", metric: "accuracy", verdict: "better" },
        { method: "smooth:0.1", metric: "nllScaled", verdict: "cannot tell" },
      ],
      seeds: 5,
      testCount: 10_000,
    });
  });

  it("counts the verdicts on several methods where none is to be used, and says what would help", () => {
    const cases = { "smooth:0.1": { words: ["cannot tell", "no difference"] }, "relax:0.1": { words: ["cannot tell", "cannot tell"], seeds: 4 } } as const; // prettier-ignore
    const { details, parameter, seeds } = recommended(cases, steady);
    expect(details).toEqual([
      "hard: temperature 1.50 (1.50 to 1.50 over 5 seeds).",
      "Based on 4 verdicts (3 cannot tell, 1 no difference) over 4 to 5 seeds and 10,000 test images.",
      "More seeds or more test rows would show smaller differences.",
    ]);
    expect([parameter, seeds]).toEqual([[], 4]);
  });

  it("repeats no verdict on single runs", () => {
    const { details, seeds, verdicts } = recommended(
      { "smooth:0.1": { words: ["better", "better"], seeds: 1 } },
      steady,
    );
    expect(details).toEqual(["hard: temperature 1.50 (1.50 to 1.50 over 5 seeds).", "Based on 1 seed and 10,000 test images."]); // prettier-ignore
    expect([seeds, verdicts]).toEqual([1, []]);
  });

  it("names other methods that are better, and those with a single seed", () => {
    const cases = { "smooth:0.1": { words: ["better", "better"] }, "relax:0.1": { words: ["better"] }, "smooth:0.2": { words: ["better"], seeds: 1 } } as const; // prettier-ignore
    expect(recommended(cases).details.slice(-2)).toEqual([
      "Also better than hard labels: relax:0.1. The methods were not tested against each other.",
      "Not counted, with a single seed: smooth:0.2.",
    ]);
  });

  it("names α as validation rows chose it", () => {
    const arm = "smooth:auto,grid=0.05/0.1/0.2";
    const chosen = ["0.1", "0.1", "0.05", "0.1", "0.1"].map((value) => `smooth:${value}`);
    const change = (method: MethodResult): MethodResult =>
      method.method === arm ? { ...steady(method), trials: steady(method).trials.map((trial, s) => ({ ...trial, chosen: chosen[s] })) } : method; // prettier-ignore
    const { method, sentence, details, parameter } = recommended({ [arm]: { words: ["better", "better"] } }, change);
    expect(method).toBe(arm);
    expect(sentence).toContain(`Use ${arm} instead of hard labels`);
    expect(details[0]).toBe(
      `${arm}: α = 0.1 in 4 seeds, 0.05 in 1 seed, temperature 0.82 (0.80 to 0.84 over 5 seeds).`,
    );
    expect(parameter.map(({ value, seeds }) => [value, seeds])).toEqual([[0.1, 4], [0.05, 1]]); // prettier-ignore
  });

  it("names the teacher of a distilled model", () => {
    const results = resultsOf({ "distill:T=4,mix=0.9": { words: ["better"] } }, steady);
    const experiment = { ...results.experiment, teacher: "models/teacher" };
    const { method, details } = recommend({ ...results, experiment })!;
    expect(method).toBe("distill:T=4,mix=0.9");
    expect(details).toContain("Teacher: models/teacher.");
  });

  it("does not count what was withheld, and says why", () => {
    const reason = "the temperature of hard with seeds 4 and 5 is not determined";
    const withheld = (word: VerdictWord) => {
      const results = resultsOf({ "smooth:0.1": { words: [word, "cannot tell"] }, "relax:0.1": { words: [word, "cannot tell"] } }); // prettier-ignore
      const verdicts = results.verdicts.map((each) => (each.metric === "accuracy" ? each : { ...each, undecidable: reason })); // prettier-ignore
      return recommend({ ...results, verdicts })!;
    };
    const { advice, sentence, details, verdicts } = withheld("no difference");
    expect(advice).toBe("no reason to change");
    expect(sentence).toContain("cannot tell whether smooth:0.1 or relax:0.1 is better or worse");
    expect(verdicts[1].verdict).toBe("cannot tell");
    expect(details).toContain(
      `Not counted: log loss after temperature scaling of smooth:0.1 and relax:0.1, because ${reason}.`,
    );
    expect(withheld("better")).toMatchObject({ advice: "use", sentence: `Use smooth:0.1 instead of hard labels: ${better}.` }); // prettier-ignore
  });

  it("names no temperature that stopped at a limit", () => {
    const stopped = (from: number) => (method: MethodResult) => ({
      ...method,
      trials: method.trials.map((trial) =>
        trial.seed < from ? trial : { ...trial, temperature: 22026, temperatureWarning: "it was capped" },
      ),
    });
    const cases = { "smooth:0.1": { words: ["better", "better"] } } as const;
    const [some, none] = [4, 0].map((from) => recommended(cases, stopped(from)));
    expect(some.temperature).toBeLessThan(10);
    expect(some.details.join(" ")).toMatch(/temperature \d\.\d\d \(.* over 3 seeds\)/);
    expect(none.temperature).toBeNull();
    expect(none.details.join(" ")).not.toContain("22026");
  });
});
