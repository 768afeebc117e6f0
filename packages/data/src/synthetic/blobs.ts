// Blobs: mixtures of Gaussian clouds, whose true class probabilities are known.
import { createRandom, type Random } from "@softlabel/core";
import { check } from "@softlabel/core/internal";
import { inputsOf, type Examples } from "@softlabel/engine";
import { checkValues, createDataset, noScaling } from "../base/dataset.ts";
import type { Dataset } from "../base/dataset.ts";

/** The mixture and how many examples to draw from it. */
export interface BlobOptions {
  readonly classes: number;
  readonly dimensions: number;
  /** Clouds per class. */
  readonly clusters: number;
  /** Standard deviation of the clouds' centres, per dimension. */
  readonly separation: number;
  /** Standard deviation within a cloud, per dimension. */
  readonly spread: number;
  readonly train: number;
  readonly test: number;
  readonly seed: number;
}

/** Cloud c, at `centres[c * dimensions …]`, belongs to class `c % classes`. */
interface Mixture extends BlobOptions {
  readonly centres: Float64Array;
}

/** `count` examples, the classes in turn, each from a cloud of its class at random. */
function drawExamples(mixture: Mixture, count: number, random: Random): Examples {
  const { classes, clusters, dimensions, centres, spread } = mixture;
  const inputs = new Float32Array(count * dimensions);
  const labels = Int32Array.from({ length: count }, (_, i) => i % classes);
  for (let i = 0; i < count; i++) {
    const cloud = labels[i] + classes * random.integer(clusters);
    for (let j = 0; j < dimensions; j++) {
      inputs[i * dimensions + j] = centres[cloud * dimensions + j] + spread * random.normal();
    }
  }
  return { count, shape: [dimensions], inputs, labels };
}

/** `-|x - centre|² / (2 spread²)`: the logarithm of a cloud's density at row i, up to a constant that all clouds share. */
function logDensity(
  { dimensions, centres, spread }: Mixture,
  inputs: ArrayLike<number>,
  i: number,
  cloud: number,
): number {
  let squared = 0;
  for (let j = 0; j < dimensions; j++) {
    squared += (inputs[i * dimensions + j] - centres[cloud * dimensions + j]) ** 2;
  }
  return -squared / (2 * spread * spread);
}

/** `p(k | x) = Σ over the clouds of k of N(x; centre, spread²) / Σ over all clouds`, rows [N, K]; every class is as likely. */
function mixturePosterior(mixture: Mixture, examples: Examples): Float64Array {
  const { classes, clusters, dimensions } = mixture;
  const { count, shape } = examples;
  check(shape.join() === String(dimensions), "posterior", `examples of shape [${dimensions}]`, shape);
  const inputs = inputsOf(examples);
  const result = new Float64Array(count * classes);
  const logDensities = new Float64Array(classes * clusters);
  for (let i = 0; i < count; i++) {
    for (let c = 0; c < logDensities.length; c++) logDensities[c] = logDensity(mixture, inputs, i, c);
    const most = logDensities.reduce((a, b) => Math.max(a, b), -Infinity);
    const densities = logDensities.map((value) => Math.exp(value - most));
    const total = densities.reduce((a, b) => a + b, 0);
    densities.forEach((density, c) => (result[i * classes + (c % classes)] += density / total));
  }
  return result;
}

/**
 * Examples of classes that are mixtures of round Gaussian clouds at random centres, with their true posterior.
 * @param name the text that gives these data again
 */
export function makeBlobs(name: string, options: BlobOptions): Dataset {
  const { classes, clusters, dimensions, separation, train, test } = options;
  checkValues("blobs", Math.max(train, test, classes * clusters), dimensions);
  const random = createRandom(options.seed);
  const placing = random.fork("blobs", "centres");
  const centres = Float64Array.from({ length: classes * clusters * dimensions }, () => separation * placing.normal());
  const mixture = { ...options, centres };
  return createDataset({
    name,
    title: `Blobs: ${classes} mixtures of Gaussians in ${dimensions} dimensions`,
    classes: Array.from({ length: classes }, (_, k) => String(k)),
    ...noScaling,
    train: drawExamples(mixture, train, random.fork("blobs", "train")),
    test: drawExamples(mixture, test, random.fork("blobs", "test")),
    posterior: (examples) => mixturePosterior(mixture, examples),
  });
}
