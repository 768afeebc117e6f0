// Evidence that never was: every number of a method moved by the same effect, as the claims have it or against them.
import { createRandom, scoreExamples, type ExampleScores, type Random } from "@softlabel/core";
import type { LeftOutRows } from "../records/leftOutRecords.ts";
import type { GeometryScores, TestScores, TrialResult, VerdictResult } from "../results/results.ts";
import type { ClaimTrial, Evidence, TrialsBySeed } from "./evidence.ts";
import { leftOutName, noiseName, noiseRates, studentMethod, studentsName, studentTemperatures } from "./extraTable.ts";

const examples = 1000;
const leftOutExamples = 300;

/** What is added to a trial's numbers. */
interface Shift {
  readonly accuracy: number;
  readonly confidence: number;
  readonly nll: number;
  readonly nllScaled: number;
  /** Confidence of wrong predictions. */
  readonly wrong: number;
  readonly geometry: number;
  readonly separation: number;
  /** How far the logits of unknown inputs come up to those of known ones. */
  readonly unknown: number;
  /** How near the features of left-out classes come to one another. */
  readonly blur: number;
}

const none: Shift = {
  accuracy: 0,
  confidence: 0,
  nll: 0,
  nllScaled: 0,
  wrong: 0,
  geometry: 0,
  separation: 0,
  unknown: 0,
  blur: 0,
};

function scoresOf(random: Random, accuracy: number, confidence: number, nll: number, wrong: number): ExampleScores {
  const column = (value: (i: number) => number): Float64Array =>
    Float64Array.from({ length: examples }, (_, i) => value(i));
  const error = column((i) => (i < Math.round((1 - accuracy) * examples) ? 1 : 0));
  const confidences = column((i) => (error[i] === 1 ? wrong : confidence) + 0.01 * random.normal());
  return {
    ...scoreExamples(new Float64Array(2 * examples), new Int32Array(examples), 2),
    error,
    nll: column(() => nll + 0.001 * random.normal()),
    gap: column((i) => confidences[i] - 1 + error[i]),
    confidence: confidences,
    correct: Uint8Array.from(error, (value) => 1 - value),
  };
}

/** Rows of two classes on a line, and logits whose largest is `top` above the others. */
function leftOutRows(random: Random, distance: number, top: number): LeftOutRows {
  const labels = Int32Array.from({ length: leftOutExamples }, (_, i) => i % 2);
  const features = Float32Array.from(labels, (label) => distance * (label - 0.5) + random.normal());
  return { labels, features, logits: logitsWith(random, top, leftOutExamples) };
}

function logitsWith(random: Random, top: number, count: number): Float32Array {
  return Float32Array.from({ length: count * 3 }, (_, i) => (i % 3 === 0 ? top + random.normal() : 0));
}

function geometryOf(random: Random, { geometry, separation }: Shift): GeometryScores {
  const low = (): number => 1 + geometry + 0.01 * random.normal();
  return {
    clusterRatio: low(),
    distanceVariation: low(),
    separation: 0.6 + separation + 0.01 * random.normal(),
    variability: low(),
    normVariation: low(),
    angleError: low(),
    dualityError: low(),
    gapMean: 4,
    gapDeviation: low(),
    gapWithinRows: low(),
    featureNorm: 1,
  };
}

function trialOf(seed: number, shift: Shift, extra: { readonly leftOut?: boolean }): ClaimTrial {
  const random = createRandom(seed).fork(JSON.stringify(shift));
  const accuracy = 0.8 + shift.accuracy;
  const geometry = geometryOf(random, shift);
  const score = 0.1 + shift.geometry + 0.001 * random.normal();
  const test = { ece: 0.05, augrc: score, excessAurc: score, riskAt80Coverage: 0.1 } as TestScores;
  const result = { seed, temperature: 1.5, test, testScaled: test, geometry: { train: geometry, test: geometry } };
  const rows = (): LeftOutRows => leftOutRows(random, 2 - shift.blur, 3 + shift.unknown);
  return {
    logits: logitsWith(random, 4, examples),
    scores: scoresOf(random, accuracy, 0.95 + shift.confidence, 0.5 + shift.nll, 0.7),
    scaled: scoresOf(random, accuracy, 0.9, 0.4 + shift.nllScaled, 0.6 + shift.wrong),
    trainAccuracy: 0.9,
    result: result as unknown as TrialResult,
    ...(extra.leftOut === true ? { leftOut: { train: rows(), test: rows() } } : {}),
  };
}

/** The trials of a method, whose numbers are moved by so much. */
function trialsWith(seeds: number, shift: Partial<Shift>, extra = {}): TrialsBySeed {
  const numbers = Array.from({ length: seeds }, (_, i) => i + 1);
  return new Map(numbers.map((seed) => [seed, trialOf(seed, { ...none, ...shift }, extra)]));
}

function verdictsWith(effect: number): VerdictResult[] {
  const interval: [number, number] = [0.05 * effect - 0.01, 0.05 * effect + 0.01];
  return ["augrc", "excessAurc", "riskAt80Coverage"].map(
    (metric) => ({ method: "smooth:0.1", metric, difference: 0.05 * effect, interval }) as unknown as VerdictResult,
  );
}

const earlier = new Map<string, Evidence>();

/**
 * Evidence on smooth:0.1.
 * @param effect 1 as the claims have it, -1 the other way round, 0 for no difference but chance
 */
export function evidenceWith(effect: number, seeds = 5): Evidence {
  const key = `${effect} ${seeds}`;
  const made = earlier.get(key) ?? makeEvidence(effect, seeds);
  earlier.set(key, made);
  return made;
}

function makeEvidence(effect: number, seeds: number): Evidence {
  const method = "smooth:0.1";
  const shift: Partial<Shift> = {
    accuracy: effect < 0 ? 0.1 : 0,
    confidence: -0.05 * effect,
    nll: 0.02 * effect,
    nllScaled: 0.05 * effect,
    wrong: 0.1 * effect,
    geometry: -0.3 * effect,
    separation: 0.2 * effect,
  };
  const table = (own: Partial<Shift>, extra = {}) =>
    new Map([
      ["hard", trialsWith(seeds, {}, extra)],
      [method, trialsWith(seeds, own, extra)],
    ]);
  const students = (accuracy: number) =>
    new Map(studentTemperatures.map((temperature) => [studentMethod(temperature), trialsWith(seeds, { accuracy })]));
  return {
    baseline: "hard",
    classes: 3,
    verdicts: verdictsWith(effect),
    main: table(shift),
    extras: new Map([
      [leftOutName, table({ unknown: effect, blur: effect }, { leftOut: true })],
      [studentsName("hard"), students(0)],
      [studentsName(method), students(-0.05 * effect)],
      ...noiseRates.map((rate) => [noiseName(rate), table({ accuracy: 0.05 * effect })] as const),
    ]),
    skipped: {},
  };
}
