// Realistic curves, confusions and geometry of a method that never ran, for sampleResults.
import type { Random } from "@softlabel/core";
import type {
  ClassScores,
  GeometryScores,
  Histogram,
  MethodResult,
  Projection,
  TrialResult,
} from "../packages/experiment/src/results/results.ts";

/** Errors per examples among the surest, rising to the error rate; smoothing ranks a little worse. */
export function sampleRiskCoverage(accuracy: number, smoothing: number): MethodResult["riskCoverage"] {
  return Array.from({ length: 100 }, (_, i) => {
    const coverage = (i + 1) / 100;
    return { coverage, risk: (1 - accuracy) * coverage ** (3 - 4 * smoothing) + 0.01 * smoothing * (1 - coverage) };
  });
}

/** Counts with most mistakes between neighbouring classes. */
export function sampleConfusion(random: Random, classes: number, accuracy: number, count: number): number[][] {
  return Array.from({ length: classes }, (_, label) => {
    const errors = Array.from({ length: classes }, (_, other) =>
      other === label ? 0 : (random.uniform() * 2) / Math.abs(other - label) ** 2,
    );
    const total = errors.reduce((sum, value) => sum + value, 0);
    const row = errors.map((share) => Math.round(((1 - accuracy) * count * share) / total / classes));
    row[label] = Math.round(count / classes) - row.reduce((sum, value) => sum + value, 0);
    return row;
  });
}

/** A large first class, found well, and small ones that are found less often. */
export function sampleClassScores(classes: number, accuracy: number): ClassScores {
  const shares = Array.from({ length: classes }, (_, k) => (k === 0 ? accuracy : accuracy / (1 + k)));
  const scores = (factor: number): ClassScores["recall"] => {
    const byClass = shares.map((share) => factor * share);
    return { byClass, mean: byClass.reduce((sum, value) => sum + value, 0) / classes };
  };
  const counts = shares.map((_, k) => (k === 0 ? 9000 : Math.round(1000 / (classes - 1))));
  return { counts, recall: scores(1), precision: scores(0.9), averagePrecision: scores(0.95) };
}

/** Gaps around the optimum of the smoothing, ln(1 + K (1 - α) / α); wide for hard targets. */
export function sampleLogitGaps(classes: number, smoothing: number, count: number): Histogram {
  const [from, to, bins] = [-8, 30, 40];
  const centre = smoothing === 0 ? 14 : Math.log(1 + (classes * (1 - smoothing)) / smoothing);
  const deviation = smoothing === 0 ? 5 : 1.5;
  const counts = Array.from({ length: bins }, (_, b) => {
    const gap = from + ((b + 0.5) * (to - from)) / bins;
    const right = Math.exp(-(((gap - centre) / deviation) ** 2) / 2) / deviation;
    return Math.round((count * 0.38 * (to - from) * (right + 0.01 * Math.exp(-(gap ** 2) / 8))) / bins);
  });
  return { from, to, counts };
}

/** The largest entries off the diagonal, as probabilities. */
export function sampleSoftened(confusion: readonly (readonly number[])[], smoothing: number): MethodResult["softened"] {
  const classes = confusion.length;
  const pairs = confusion.flatMap((row, label) => {
    const total = row.reduce((sum, value) => sum + value, 0);
    return row.map((count, other) => ({ label, other, probability: count / total + smoothing / classes }));
  });
  return pairs
    .filter(({ label, other }) => label !== other)
    .sort((a, b) => b.probability - a.probability)
    .slice(0, 10);
}

function geometryScores(random: Random, smoothing: number, spread: number): GeometryScores {
  const tightness = (0.45 - 1.1 * smoothing) * spread + 0.01 * random.uniform();
  return {
    clusterRatio: tightness,
    distanceVariation: 0.22 - 0.6 * smoothing + 0.01 * random.uniform(),
    separation: 0.72 + 1.2 * smoothing - 0.1 * spread,
    variability: tightness ** 2 * 2,
    normVariation: 0.12 - 0.4 * smoothing + 0.01 * random.uniform(),
    angleError: 0.15 - 0.5 * smoothing + 0.01 * random.uniform(),
    dualityError: 0.5 - smoothing + 0.02 * random.uniform(),
    gapMean: 12 - 70 * smoothing,
    gapDeviation: 5 - 30 * smoothing,
    gapWithinRows: 3.1 - 20 * smoothing,
    featureNorm: 20 - 60 * smoothing + random.uniform(),
  };
}

/** Tighter on training rows than on test rows, and tighter with smoothing. */
export function sampleGeometry(random: Random, smoothing: number): NonNullable<TrialResult["geometry"]> {
  return { train: geometryScores(random, smoothing, 1), test: geometryScores(random, smoothing, 1.6) };
}

/** Points around the corners of a triangle; along one axis where there are two classes. */
export function sampleProjection(random: Random, classes: readonly string[], smoothing: number): Projection {
  const chosen = classes.length === 2 ? [0, 1] : [2, 4, 1];
  const scale = 2 - 5 * smoothing;
  const corners = chosen.length === 2 ? [[-1, 0], [1, 0]] : [[-1, -0.6], [1, -0.6], [0, 1.2]]; // prettier-ignore
  const templates = corners.map((corner) => corner.map((value) => scale * value));
  const axes = chosen.length - 1;
  const cloud = (spread: number): number[][] =>
    chosen.flatMap((label, c) =>
      Array.from({ length: 100 }, () => {
        const around = (at: number, axis: number): number =>
          axis < axes ? scale * 3 * at + spread * random.normal() : 0;
        return [label, ...corners[c].map(around)];
      }),
    );
  const spread = 1.4 - 5 * smoothing;
  const [a, b, c] = chosen.map((label) => classes[label]);
  const reason =
    chosen.length === 2
      ? "the data has two classes"
      : `hard confuses ${a} and ${b} most often, and ${c} least often with either`;
  return { classes: chosen, reason, templates, train: cloud(spread), test: cloud(1.6 * spread) };
}
