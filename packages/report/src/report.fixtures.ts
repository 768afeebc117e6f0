// Results that tests of the report share: claims, a method that chooses its parameter, rows of a table, evaluated predictions, extremes.
import { sampleResults, type SampleOptions } from "../../../test/sampleResults.ts";
import type { ClaimResult, Results } from "@softlabel/experiment/internal";

const eight = ["hard", "smooth:0.05", "smooth:0.1", "smooth:0.2", "relax:0.05", "relax:0.1", "relax:0.2", "relax:0.3"];

/** With an arm `smooth:auto` beside the candidates that it chose from. */
export function withChoice(results: Results): Results {
  const candidates = results.methods
    .filter(({ method }) => method.startsWith("smooth:"))
    .map((method) => ({ ...method, candidateOf: "smooth:auto" }));
  const trials = candidates[0].trials.map((trial, i) => {
    const { method: chosen, trials: own } = candidates[i === 0 ? 0 : candidates.length - 1];
    return { ...own[i], seed: trial.seed, chosen };
  });
  const arm = { ...candidates[0], method: "smooth:auto", candidateOf: undefined, effectiveTarget: null, trials };
  const { candidateOf, ...chooser } = arm;
  const others = results.methods.filter(({ method }) => !method.startsWith("smooth:"));
  const verdicts = results.verdicts.map((verdict) =>
    verdict.method === candidates[0].method ? { ...verdict, method: "smooth:auto" } : verdict,
  );
  const named = verdicts.filter(({ method }) => !candidates.some((candidate) => candidate.method === method));
  return { ...results, methods: [...others, chooser, ...candidates], verdicts: named };
}

const claim: Omit<ClaimResult, "method" | "outcome"> = {
  id: "overconfidence",
  claim: "Hard labels make a model over-confident; smoothing makes it less so",
  source: "Müller, Kornblith and Hinton 2019",
  reported: "ECE 0.037 with hard labels, 0.022 with α = 0.05 (CIFAR-10, Table 3).",
  sentence: "Mean confidence minus accuracy is 7.2 points with hard targets and −4.3 with these [−11.8, −11.2].",
  measured: { "gap, hard": 0.072, "gap, method": -0.043, "T, hard": 1.62 },
};

/** With two claims on every method but the baseline, in all four outcomes. */
export function withClaims(results: Results): Results {
  const others = results.methods.filter(
    ({ method, candidateOf }) => method !== results.baseline && candidateOf === undefined,
  );
  const claims = others.flatMap(({ method }, i): ClaimResult[] => [
    { ...claim, method, outcome: i === 0 ? "holds" : "does not hold" },
    {
      ...claim,
      id: "transfer",
      claim: "Features transfer worse to new classes",
      source: "Kornblith and others 2021",
      method,
      outcome: i === 0 ? "cannot tell" : "not checked",
      measured: {},
    },
  ]);
  return { ...results, claims };
}

/** Examples that are rows of a table. */
export function withRows(results: Results): Results {
  const row = { island: "Biscoe", bill_length_mm: 46.1, bill_depth_mm: 13.2, flipper_length_mm: 211, sex: null };
  return { ...results, examples: results.examples.map(({ image, ...example }) => ({ ...example, row })) };
}

/** With notes on data and model. */
export function withNotes(results: Results): Results {
  const notes = ["Class 3 has only 12 training examples.", "2 images could not be decoded and were skipped."];
  return { ...results, data: { ...results.data, notes }, modelNotes: ["fc.bias was not in the file of weights."] };
}

/** The results of `evaluate`: predictions, without training. */
export function evaluated(results: Results): Results {
  const methods = results.methods.map((method) => ({
    ...method,
    effectiveTarget: null,
    projection: null,
    trials: method.trials.map((trial) => ({ ...trial, epochs: [], geometry: null })),
  }));
  return {
    ...results,
    methods,
    experiment: { files: "a.csv, b.csv" },
    data: { ...results.data, trainCount: 0 },
    examples: [],
  };
}

/** A bin without predictions, as a results.json that was written from NaN might have it. */
export function withEmptyBins(results: Results): Results {
  const methods = results.methods.map((method) => ({
    ...method,
    calibration: {
      reliability: method.calibration.reliability.map((point) => ({
        ...point,
        count: 0,
        meanConfidence: NaN,
        accuracy: NaN,
      })),
      histogram: { right: Array<number>(20).fill(0), wrong: Array<number>(20).fill(0) },
    },
  }));
  return { ...results, methods };
}

const named = (count: number): string[] => Array.from({ length: count }, (_, k) => `class ${k}`);

/** Everything at once. */
export function everything(options: SampleOptions = {}): Results {
  const methods = ["hard", "relax:0.1", "smooth:0.05", "smooth:0.1", "smooth:0.2"];
  return withNotes(withClaims(withChoice(sampleResults({ methods, ...options }))));
}

/** The largest report that is likely. */
export const largest: Results = withClaims(sampleResults({ methods: eight, classes: named(200), epochs: 200 }));

const least: SampleOptions = {
  seeds: 1,
  epochs: 1,
  classes: ["cat", "dog"],
  validation: false,
  images: false,
  verdicts: false,
};

/** Every corner case that the report must stand. */
export const reportCases: readonly (readonly [string, Results])[] = [
  ["a usual experiment", sampleResults()],
  ["everything there can be", everything()],
  ["one seed", sampleResults({ seeds: 1 })],
  ["one epoch", sampleResults({ epochs: 1 })],
  ["two classes", sampleResults({ classes: ["cat", "dog"] })],
  ["a thousand classes", sampleResults({ classes: named(1000), seeds: 2 })],
  ["a hundred uneven classes", sampleResults({ classes: named(100), seeds: 2, uneven: true })],
  ["three uneven classes, two of them rare", sampleResults({ classes: named(3), uneven: true, geometry: false })],
  ["200 classes, 5 seeds, 8 methods and 200 epochs", largest],
  ["simple models beside the network", sampleResults({ baselines: true, images: false })],
  ["no validation rows", sampleResults({ validation: false })],
  ["no images", sampleResults({ images: false })],
  ["rows of a table", withRows(sampleResults({ images: false }))],
  ["no examples", { ...sampleResults(), examples: [] }],
  ["empty bins", withEmptyBins(sampleResults())],
  ["no verdicts", sampleResults({ verdicts: false })],
  ["an interrupted experiment", sampleResults({ finished: 7 })],
  ["nothing finished", sampleResults({ finished: 0, verdicts: false })],
  ["one method", sampleResults({ methods: ["hard"] })],
  ["eight methods", sampleResults({ methods: eight })],
  ["evaluated predictions", evaluated(sampleResults())],
  ["the least there can be", sampleResults(least)],
];
