// Realistic results of an experiment that never ran, from seeded random numbers, for tests of what shows results.
import { madeUpVerdict } from "./madeUpVerdict.ts";
import { createRandom, type ReliabilityBin, type Random } from "@softlabel/core";
import { armsOf, isArm, parseArm, trainedMethods } from "../packages/experiment/src/options/arm.ts";
import {
  sampleClassScores,
  sampleConfusion,
  sampleGeometry,
  sampleLogitGaps,
  sampleProjection,
  sampleRiskCoverage,
  sampleSoftened,
} from "./sampleCurves.ts";
import type {
  Calibration,
  ExamplePrediction,
  MethodCost,
  MethodResult,
  Results,
  SimpleBaseline,
  TestScores,
  TrialResult,
  VerdictResult,
} from "../packages/experiment/src/results/results.ts";
import { withConclusions } from "../packages/experiment/src/analysis/conclusions.ts";

/** What the sample is like; everything has a default. */
export interface SampleOptions {
  readonly methods?: readonly string[];
  readonly seeds?: number;
  readonly epochs?: number;
  readonly classes?: readonly string[];
  readonly validation?: boolean;
  readonly images?: boolean;
  readonly verdicts?: boolean;
  /** Whether the penultimate layer is recorded. */
  readonly geometry?: boolean;
  /** Trials that are finished; all when not given. */
  readonly finished?: number;
  /** Whether classes are uneven. */
  readonly uneven?: boolean;
  /** Whether simple models were fitted to the same rows. */
  readonly baselines?: boolean;
}

const fashion = [
  "T-shirt/top",
  "Trouser",
  "Pullover",
  "Dress",
  "Coat",
  "Sandal",
  "Shirt",
  "Sneaker",
  "Bag",
  "Ankle boot",
];
const testCount = 10_000;
/** A striped shirt of 28 by 28 pixels as a PNG. */
const sampleImage =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAABwAAAAcAgMAAAAPYzcHAAAACVBMVEUAAACWlpbIyMiHEaBqAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAK0lEQVQImWNgIARWrQIhBB0KAljoVSCAhWYQDQ0BG4ROa61agZUmVz1WAAB+DyJcYj2fcgAAAABJRU5ErkJggg==";

/** The amount of smoothing in a method's text; 0 for hard targets, and that of most choices for an arm. */
function amount(method: string): number {
  if (isArm(method)) return 0.1;
  return Number(/:([\d.]+)/.exec(method)?.[1] ?? 0);
}

/** Scores of predictions of this accuracy whose mean confidence is too high by `gap`. */
export function sampleScores(random: Random, accuracy: number, gap: number, classes = 10): TestScores {
  const error = 1 - accuracy;
  const ece = Math.abs(gap) + 0.004 + 0.001 * random.uniform();
  const ranking = 0.88 - 0.1 * Math.abs(gap) + 0.004 * random.normal();
  const aurc = 0.019 + 0.1 * Math.abs(gap) + 0.001 * random.normal();
  return {
    accuracy,
    balancedAccuracy: accuracy - 0.002,
    nll: 0.31 + 1.6 * Math.abs(gap) + 0.004 * random.normal(),
    brier: 0.158 + 0.4 * Math.abs(gap) + 0.001 * random.normal(),
    ece,
    eceNoiseFloor: { mean: 0.0061 + 0.0003 * random.uniform(), p95: 0.0089 + 0.0004 * random.uniform() },
    signedGap: gap,
    meanConfidence: accuracy + gap,
    meanConfidenceWrong: 0.62 + 1.5 * gap,
    top5Accuracy: classes < 6 ? null : 0.997,
    macroF1: accuracy - 0.001,
    macroPrecision: accuracy - 0.0005,
    matthewsCorrelation: 1 - 1.1 * error,
    eceEqualMass: ece + 0.0005,
    maximumCalibrationError: 2.4 * ece + 0.02,
    rootMeanSquareCalibrationError: 1.2 * ece,
    classwiseCalibrationError: 0.2 * ece + 0.003,
    debiasedCalibrationError: Math.max(0, ece - 0.003),
    smoothCalibrationError: 0.95 * ece,
    corp: {
      miscalibration: 0.001 + ece ** 2,
      discrimination: 0.024 + 0.001 * random.normal(),
      uncertainty: accuracy * error,
    },
    aurc,
    excessAurc: aurc - (error + accuracy * Math.log(accuracy)),
    augrc: (1 - ranking) * accuracy * error + error ** 2 / 2,
    misclassificationAuroc: ranking,
    riskAt80Coverage: 0.35 * error,
    coverageAt5Risk: 0.86 + 0.01 * random.normal(),
  };
}

function trial(random: Random, method: string, seed: number, options: Required<SampleOptions>): TrialResult {
  const { epochs, validation, geometry, uneven, classes } = options;
  const smoothing = amount(method);
  const accuracy = 0.887 + 0.02 * smoothing + 0.002 * random.normal();
  const gap = 0.072 - smoothing * 1.15 + 0.003 * random.normal();
  const temperature = gap > 0 ? 1 + 9 * gap : 1 / (1 - 9 * gap);
  return {
    seed,
    epochs: Array.from({ length: epochs }, (_, i) => {
      const progress = 1 - Math.exp(-(i + 1) / 4);
      return {
        epoch: i + 1,
        trainLoss: 0.95 - 0.8 * progress + 2.2 * smoothing + 0.01 * random.normal(),
        trainAccuracy: 0.72 + 0.235 * progress + 0.003 * random.normal(),
        trainBalancedAccuracy: 0.71 + 0.235 * progress,
        learningRate: 0.001,
        ...(validation && {
          validation: {
            accuracy: 0.78 + 0.11 * progress + 0.004 * random.normal(),
            balancedAccuracy: 0.77 + 0.11 * progress,
            nll: 0.62 - 0.3 * progress + 0.006 * i * (1 - 4 * smoothing) + 0.008 * random.normal(),
          },
        }),
      };
    }),
    test: sampleScores(random, accuracy, gap, classes.length),
    temperature: validation ? temperature : null,
    ...(validation && { temperatureInterval: [0.97 * temperature, 1.03 * temperature] as const }),
    testScaled: validation ? sampleScores(random, accuracy, 0.003 * random.normal(), classes.length) : null,
    ...(uneven && { classScores: sampleClassScores(classes.length, accuracy) }),
    geometry: geometry ? sampleGeometry(random, smoothing) : null,
  };
}

/** Fifteen bins, those below 1/K empty and the lowest of the others nearly so. */
function calibration(random: Random, seeds: number, gap: number): Calibration {
  const reliability = Array.from({ length: 15 }, (_, b): ReliabilityBin => {
    const count = b < 3 ? 0 : Math.round(seeds * testCount * 0.55 * Math.exp((b - 14) / 1.35));
    const meanConfidence = count === 0 ? 0 : (b + 0.5 + 0.2 * random.uniform()) / 15;
    const deviation = Math.sqrt((meanConfidence * (1 - meanConfidence)) / Math.max(1, count));
    const accuracy = Math.min(
      1,
      Math.max(0, meanConfidence - gap * 2.2 * Math.sqrt(1 - meanConfidence) + deviation * random.normal()),
    );
    const interval = (centre: number): readonly [number, number] => [
      Math.max(0, centre - 1.96 * deviation),
      Math.min(1, centre + 1.96 * deviation),
    ];
    return {
      from: b / 15,
      to: (b + 1) / 15,
      count,
      meanConfidence,
      accuracy,
      accuracyInterval: interval(accuracy),
      consistencyBand: interval(meanConfidence),
    };
  });
  const all = Array.from({ length: 20 }, (_, b) =>
    b < 4 ? 0 : Math.round(seeds * testCount * 0.5 * Math.exp((b - 19) / 2)),
  );
  const right = all.map((count, b) => Math.round((count * (b + 0.5)) / 20));
  return { reliability, histogram: { right, wrong: all.map((count, b) => count - right[b]) } };
}

/** What an arm chose in a seed: candidates near the middle of the grid mostly. */
function chosenBy(random: Random, method: string): { chosen?: string } {
  if (!isArm(method)) return {};
  const { candidates } = parseArm(method);
  return { chosen: candidates[random.integer(2) + Math.floor((candidates.length - 1) / 2)].method };
}

/** The calibration cost of a method whose confidence is off by its ECE. */
export function sampleCost(trials: readonly TrialResult[]): MethodCost | undefined {
  const of = (eces: readonly number[]) => {
    const cost = eces.reduce((sum, ece) => sum + ece ** 2, 0) / eces.length;
    return { cost, interval: [cost - 0.0008, cost + 0.0008] as const, lowerBound: cost - 0.0006 };
  };
  const scaled = trials.flatMap(({ testScaled }) => testScaled?.ece ?? []);
  if (trials.length === 0) return undefined;
  return { trained: of(trials.map(({ test }) => test.ece)), scaled: scaled.length === 0 ? null : of(scaled) };
}

function methodResult(
  random: Random,
  method: string,
  options: Required<SampleOptions>,
  finished: number,
): MethodResult {
  const { classes, validation, geometry } = options;
  const smoothing = amount(method);
  const off = smoothing / classes.length;
  const seeds = Array.from({ length: finished }, (_, i) => i + 1);
  const confusion = sampleConfusion(random, classes.length, 0.887 + 0.02 * smoothing, finished * testCount);
  const empty = finished === 0;
  const trials = seeds.map((seed) => ({
    ...trial(random.fork(seed), method, seed, options),
    ...chosenBy(random.fork("choice", seed), method),
  }));
  const calibrationCost = sampleCost(trials);
  return {
    method,
    effectiveTarget: isArm(method) ? null : classes.map((_, k) => (k === 0 ? 1 - off * (classes.length - 1) : off)),
    riskCoverage: empty ? [] : sampleRiskCoverage(0.887 + 0.02 * smoothing, smoothing),
    confusion,
    logitGaps: sampleLogitGaps(classes.length, smoothing, finished * testCount),
    softened: empty ? [] : sampleSoftened(confusion, smoothing),
    projection: geometry && !empty ? sampleProjection(random.fork("projection"), classes, smoothing) : null,
    trials,
    ...(calibrationCost && { calibrationCost }),
    calibration: calibration(random, Math.max(1, finished), 0.072 - smoothing * 1.15),
    calibrationScaled: validation ? calibration(random, Math.max(1, finished), 0) : null,
  };
}

const verdictRows = [
  ["accuracy", "cannot tell", 0.002, "Cannot tell whether {m} is more accurate than {b}"],
  [
    "nllScaled",
    "better",
    -0.012,
    "After temperature scaling, log loss is 0.012 nats lower (better) with {m} than with {b}",
  ],
  ["nll", "better", -0.094, "Exploratory: log loss is 0.094 nats lower (better) with {m} than with {b}"],
  ["calibrationCost", "better", -0.01, "Exploratory: {m} is better calibrated than {b}"],
  ["calibrationCostScaled", "no difference", 0, "Exploratory: {m} and {b} are calibrated alike"],
  ["brier", "worse", 0.004, "Exploratory: Brier score is 0.004 higher (worse) with {m} than with {b}"],
  [
    "signedGap",
    "no difference",
    0.001,
    "Exploratory: {m} and {b} differ by less than 0.5 points in distance from zero",
  ],
] as const;

function verdictsOf(method: string, baseline: string, seeds: number): VerdictResult[] {
  const scores = { method: 0.9, baseline: 0.9 };
  return verdictRows.map(([metric, verdict, difference, words]) =>
    madeUpVerdict({
      method,
      metric,
      difference,
      scores: metric.startsWith("calibrationCost") ? { method: 0.011 + difference, baseline: 0.011 } : scores,
      interval: [difference - 0.005, difference + 0.005],
      verdict,
      sentence: `${words.replace("{m}", method).replace("{b}", baseline)} (95 % interval ${(difference - 0.005).toFixed(3)} to ${(difference + 0.005).toFixed(3)}; ${seeds} seeds, 10,000 test images).`,
    }),
  );
}

/** A row of a table, if examples are not images. */
const row = { "bill length": 39.1, "body mass": 3750, island: "Torgersen", sex: null };

/** Why the i-th example is shown. */
function reasonOf(methods: readonly string[], i: number): string {
  const reasons = ["every model is right", "the models disagree", "every model is wrong"];
  return i < 6 ? reasons[i % 3] : `${methods[Math.floor((i - 6) / 3)]} is most confidently wrong`;
}

function example(random: Random, options: Required<SampleOptions>, i: number): ExamplePrediction {
  const { classes, methods, images } = options;
  const label = random.integer(classes.length);
  const other = (label + 1 + random.integer(classes.length - 1)) % classes.length;
  const favourites = [[label, label], [label, other], [other, other]][i < 6 ? i % 3 : 2]; // prettier-ignore
  return {
    index: 17 + 31 * i,
    label,
    reason: reasonOf(methods, i),
    ...(images ? { image: sampleImage } : { row }),
    probabilities: methods.map((method, m) => {
      const logits = classes.map(
        (_, k) => (k === favourites[m % 2] ? 5 - 12 * amount(method) : 0) + 1.3 * random.normal(),
      );
      const total = logits.reduce((sum, z) => sum + Math.exp(z), 0);
      return { method, probabilities: logits.map((z) => Math.exp(z) / total) };
    }),
  };
}

const defaults: Required<SampleOptions> = {
  methods: ["hard", "smooth:0.1", "relax:0.1"],
  seeds: 5,
  epochs: 20,
  classes: fashion,
  validation: true,
  images: true,
  verdicts: true,
  geometry: true,
  finished: Infinity,
  uneven: false,
  baselines: false,
};

function experimentOf({ methods, epochs, seeds, validation }: Required<SampleOptions>): Results["experiment"] {
  return {
    data: "fashion-mnist",
    methods,
    model: "mlp:512,256,128",
    optimizer: "adam:lr=0.001",
    schedule: "constant",
    batchSize: 64,
    epochs,
    seeds,
    validation: validation ? 0.1 : 0,
    node: "v20.20.2",
    platform: "linux x64",
    command: `softlabel compare fashion-mnist --methods ${methods.join(" ")} --epochs ${epochs} --seeds ${seeds}`,
  };
}

function dataOf({ classes, validation, uneven }: Required<SampleOptions>): Results["data"] {
  const validationCount = validation ? 6000 : 0;
  const trainCount = 60_000 - validationCount;
  const counts = { trainCount, validationCount, testCount };
  const classCounts = classes.map((_, k) => (k === 0 && uneven ? 0.9 * trainCount : trainCount / classes.length));
  const accuracyMetric = uneven ? "balancedAccuracy" : "accuracy";
  return {
    classCounts,
    accuracyMetric,
    name: "fashion-mnist",
    title: "Fashion-MNIST",
    noun: "image",
    classes,
    ...counts,
  };
}

/** A majority class, which every method is better than, and a linear model, which none is. */
function simpleBaselinesOf(
  random: Random,
  { methods, classes, validation, uneven }: Required<SampleOptions>,
): SimpleBaseline[] {
  const fit = (accuracy: number, temperature: number | null) => ({
    rows: 54_000,
    test: sampleScores(random, accuracy, 0.01, classes.length),
    temperature,
    testScaled: temperature === null ? null : sampleScores(random, accuracy, 0.001, classes.length),
    ...(uneven && { classScores: sampleClassScores(classes.length, accuracy) }),
  });
  const beside = (difference: number, verdict: "better" | "cannot tell") =>
    methods.map((method) => ({ method, difference, interval: [difference - 0.02, difference + 0.02] as const, pValue: 0.2, verdict })); // prettier-ignore
  const sentence =
    "The network is not better than a linear model (accuracy 88.7 % with smooth:0.1 against 89.4 %; difference -0.7 points, 95 % interval -2.7 to 1.3; 5 seeds, 10,000 test images).";
  return [
    { model: "majority", fits: [fit(0.1, null)], comparisons: beside(0.787, "better") },
    {
      model: "linear",
      fits: [fit(0.894, validation ? 1.1 : null)],
      comparisons: beside(-0.007, "cannot tell"),
      sentence,
    },
  ];
}

/** What is trained only to be chosen from. */
function candidatesOf(methods: readonly string[]): string[] {
  return trainedMethods(methods).filter((method) => !methods.includes(method));
}

/** Results as results.json holds them. */
export function sampleResults(given: SampleOptions = {}): Results {
  const options = { ...defaults, ...given };
  const { seeds, verdicts, finished } = options;
  const methods = [...options.methods, ...candidatesOf(options.methods)];
  const random = createRandom("sample results");
  const total = trainedMethods(options.methods).length * seeds;
  const finishedOf = (m: number): number => Math.min(seeds, Math.max(0, finished - m * seeds));
  const results = methods.map((method, m) => ({
    ...methodResult(random.fork(method), method, options, finishedOf(m)),
    ...(m < options.methods.length ? {} : { candidateOf: armsOf(options.methods)[0].method }),
  }));
  const judged = verdicts ? options.methods.slice(1).flatMap((method) => verdictsOf(method, methods[0], seeds)) : [];
  return withConclusions({
    schema: 3,
    softlabel: "0.1.0",
    experiment: experimentOf(options),
    data: dataOf(options),
    complete: finished >= total,
    trials: { finished: Math.min(finished, total), total },
    baseline: methods[0],
    methods: results,
    verdicts: judged,
    ...(options.baselines && { simpleBaselines: simpleBaselinesOf(random.fork("baselines"), options) }),
    examples: Array.from({ length: 6 + 3 * options.methods.length }, (_, i) =>
      example(random.fork("example", i), options, i),
    ),
  });
}
