// The generator that scikit-learn calls make_classification, after Guyon's design of the Madelon data.
import { createRandom, type Random } from "@softlabel/core";
import { check } from "@softlabel/core/internal";
import { selectRows, type Examples } from "@softlabel/engine";
import { checkValues, createDataset, noScaling } from "../base/dataset.ts";
import type { Dataset } from "../base/dataset.ts";

type Switch = "true" | "false";

/** scikit-learn's parameters without their `n_`, and with `random_state` called seed. */
export interface ClassificationOptions {
  readonly samples: number;
  readonly features: number;
  readonly informative: number;
  readonly redundant: number;
  readonly repeated: number;
  readonly classes: number;
  readonly "clusters-per-class": number;
  readonly weights: "equal" | number | readonly number[];
  readonly "flip-y": number;
  readonly "class-sep": number;
  readonly hypercube: Switch;
  readonly shift: "random" | number | readonly number[];
  readonly scale: "random" | number | readonly number[];
  readonly shuffle: Switch;
  readonly seed: number;
}

/** Rows of features, row-major, and their labels. */
interface Table {
  readonly values: Float64Array;
  readonly labels: Int32Array;
}

const who = "classification";

/** The share of each class; the last is what the others leave, when only they are given. */
function classWeights({ weights, classes }: ClassificationOptions): number[] {
  if (weights === "equal") return Array.from({ length: classes }, () => 1 / classes);
  const given = typeof weights === "number" ? [weights] : [...weights];
  const expected = `weights for ${classes} classes, or for all but the last`;
  check(given.length === classes || given.length === classes - 1, who, expected, given);
  const sum = given.reduce((a, b) => a + b, 0);
  check(sum <= 1 + 1e-9, who, "weights that sum to at most 1", given);
  return given.length === classes ? given : [...given, Math.max(0, 1 - sum)];
}

function checkOptions(options: ClassificationOptions): void {
  const { samples, features, informative, redundant, repeated, classes } = options;
  checkValues(who, samples, features);
  const used = informative + redundant + repeated;
  const parts = `informative ${informative} + redundant ${redundant} + repeated ${repeated}`;
  check(used <= features, who, `${parts} to be at most the ${features} features`, used, "raise features");
  const clusters = classes * options["clusters-per-class"];
  const expected = `classes * clusters-per-class to be at most 2^informative = ${2 ** informative}`;
  check(informative >= Math.log2(clusters), who, expected, clusters, "raise informative");
}

/** Rows per cluster: the share of its class, rounded down, and one more for the first until all are dealt out. */
function clusterSizes(options: ClassificationOptions, weights: readonly number[]): number[] {
  const clusters = weights.length * options["clusters-per-class"];
  const sizes = Array.from({ length: clusters }, (_, c) =>
    Math.floor((options.samples * weights[c % weights.length]) / options["clusters-per-class"]),
  );
  const left = options.samples - sizes.reduce((a, b) => a + b, 0);
  for (let i = 0; i < left; i++) sizes[i % clusters]++;
  return sizes;
}

/** The most dimensions whose corners are numbered; any further one is drawn for each corner by itself. */
const numberedDimensions = 30;

/**
 * Distinct numbers below `limit`. As in scikit-learn, nearly all of them (99 %) are the first `count`, in order, of which each of
 * the few others may replace one; fewer are drawn evenly.
 */
function drawNumbers(count: number, limit: number, random: Random): number[] {
  if (count < 0.99 * limit) {
    const drawn = new Set<number>();
    while (drawn.size < count) drawn.add(random.integer(limit));
    return [...drawn];
  }
  const numbers = Array.from({ length: count }, (_, i) => i);
  for (let next = count; next < limit; next++) {
    const place = random.integer(next + 1);
    if (place < count) numbers[place] = next;
  }
  return numbers;
}

/**
 * Distinct corners of the cube [0, 1]^dimensions, each numbered by its coordinates as binary digits. Where every corner is
 * taken, as with the defaults, they come in counting order: classes take turns, so the last coordinate tells two of them apart
 * and a linear model can learn them. Drawn in any order, a third of all seeds would be an XOR, which it cannot.
 */
function drawCorners(count: number, dimensions: number, random: Random): number[][] {
  const digits = Math.min(dimensions, numberedDimensions);
  return drawNumbers(count, 2 ** digits, random).map((corner) => {
    const free = Array.from({ length: dimensions - digits }, () => random.integer(2));
    const numbered = Array.from({ length: digits }, (_, i) => Math.floor(corner / 2 ** (digits - 1 - i)) % 2);
    return [...free, ...numbered];
  });
}

/** Cluster centres: corners ±class-sep; unless hypercube, shrunk by a random factor per cluster and per feature. */
function drawCentres(count: number, options: ClassificationOptions, random: Random): number[][] {
  const { informative, hypercube, "class-sep": separation } = options;
  const corners = drawCorners(count, informative, random);
  const factor = (): number => (hypercube === "true" ? 1 : random.uniform());
  const byCluster = corners.map(factor);
  const byFeature = Array.from({ length: informative }, factor);
  return corners.map((corner, c) => corner.map((bit, j) => (2 * bit - 1) * separation * byCluster[c] * byFeature[j]));
}

const drawMatrix = (rows: number, columns: number, random: Random): number[][] =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, () => 2 * random.uniform() - 1));

/** `sum over j of row[j] * matrix[j][column]`. */
const dot = (row: ArrayLike<number>, matrix: readonly number[][], column: number): number =>
  matrix.reduce((sum, line, j) => sum + row[j] * line[column], 0);

/** Fills labels and informative features: each cluster is standard normal, linearly mixed, around its centre. */
function fillClusters({ values, labels }: Table, options: ClassificationOptions, random: Random): void {
  const { features, informative, classes } = options;
  const sizes = clusterSizes(options, classWeights(options));
  const centres = drawCentres(sizes.length, options, random);
  let row = 0;
  for (const [c, centre] of centres.entries()) {
    const mixing = drawMatrix(informative, informative, random);
    for (const end = row + sizes[c]; row < end; row++) {
      const normals = Array.from({ length: informative }, () => random.normal());
      for (let j = 0; j < informative; j++) values[row * features + j] = dot(normals, mixing, j) + centre[j];
      labels[row] = c % classes;
    }
  }
}

/** Fills the other features: combinations of the informative ones, copies of either, and noise. */
function fillFeatures({ values }: Table, options: ClassificationOptions, random: Random): void {
  const { samples, features, informative, redundant, repeated } = options;
  const useful = informative + redundant;
  const mixing = drawMatrix(informative, redundant, random);
  const copied = Array.from({ length: repeated }, () => Math.floor((useful - 1) * random.uniform() + 0.5));
  for (let i = 0; i < samples; i++) {
    const row = values.subarray(i * features, (i + 1) * features);
    for (let j = 0; j < redundant; j++) row[informative + j] = dot(row, mixing, j);
    for (let j = 0; j < repeated; j++) row[useful + j] = row[copied[j]];
    for (let j = useful + repeated; j < features; j++) row[j] = random.normal();
  }
}

/** Draws a share `flip-y` of the labels again, from all classes: uniform noise that may leave a label as it was. */
function flipLabels({ labels }: Table, options: ClassificationOptions, random: Random): void {
  for (let i = 0; i < labels.length; i++) {
    if (random.uniform() < options["flip-y"]) labels[i] = random.integer(options.classes);
  }
}

function perFeature(name: string, value: number | readonly number[], features: number): readonly number[] {
  if (typeof value === "number") return Array.from({ length: features }, () => value);
  check(value.length === features, who, `${name} to be one number or ${features}, one a feature`, value);
  return value;
}

/** `(x + shift) * scale`, each one number, one a feature, or random: ±class-sep, and 1 to 101. */
function shiftAndScale({ values }: Table, options: ClassificationOptions, random: Random): void {
  const { features, shift, scale, "class-sep": separation } = options;
  const draw = (from: number, to: number): number[] =>
    Array.from({ length: features }, () => from + (to - from) * random.uniform());
  const shifts = shift === "random" ? draw(-separation, separation) : perFeature("shift", shift, features);
  const scales = scale === "random" ? draw(1, 101) : perFeature("scale", scale, features);
  for (let i = 0; i < values.length; i++) values[i] = (values[i] + shifts[i % features]) * scales[i % features];
}

/** All rows as examples; when shuffled, rows and features in random order. */
function toExamples({ values, labels }: Table, options: ClassificationOptions, random: Random): Examples {
  const { samples, features, shuffle } = options;
  const ordered = (length: number): number[] => Array.from({ length }, (_, i) => i);
  const order = (length: number): number[] => (shuffle === "true" ? random.shuffle(ordered(length)) : ordered(length));
  const rows = order(samples);
  const columns = order(features);
  const inputs = new Float32Array(values.length);
  for (let i = 0; i < samples; i++) {
    for (let j = 0; j < features; j++) inputs[i * features + j] = values[rows[i] * features + columns[j]];
  }
  return { count: samples, shape: [features], inputs, labels: Int32Array.from(rows, (row) => labels[row]) };
}

/**
 * scikit-learn's make_classification: the same steps, parameters and defaults, with our own random numbers, so the
 * values differ from scikit-learn's for the same seed, and their distribution does not. Rows 0, 2, 4, … are for training, rows 1, 3, 5, … for testing.
 * @param name the text that gives these data again
 * @throws UsageError when the parameters do not go together
 * Source: I. Guyon, Design of experiments for the NIPS 2003 variable selection benchmark, 2003.
 */
export function makeClassification(name: string, options: ClassificationOptions): Dataset {
  checkOptions(options);
  const { samples, features, classes, seed } = options;
  const random = createRandom(seed).fork("classification");
  const table = { values: new Float64Array(samples * features), labels: new Int32Array(samples) };
  fillClusters(table, options, random);
  fillFeatures(table, options, random);
  flipLabels(table, options, random);
  shiftAndScale(table, options, random);
  const examples = toExamples(table, options, random);
  const every = (first: number): Int32Array =>
    Int32Array.from({ length: Math.ceil((samples - first) / 2) }, (_, i) => first + 2 * i);
  return createDataset({
    name,
    title: `Classification: ${classes} classes, ${features} features, after scikit-learn's make_classification`,
    classes: Array.from({ length: classes }, (_, k) => String(k)),
    ...noScaling,
    train: selectRows(examples, every(0)),
    test: selectRows(examples, every(1)),
  });
}
