// The penultimate layers of an experiment: measures of each trial, and a projection per method.
import {
  chooseTemplates,
  measureGeometry,
  projectRows,
  templatePlane,
  UsageError,
  type LinearHead,
  type TemplatePlane,
} from "@softlabel/core";
import type { Penultimate, PenultimateRows } from "../records/penultimateRecord.ts";
import type { GeometryScores, Projection, TrialResult } from "../results/results.ts";
import { finiteOrNull } from "./testScores.ts";

function scoresOf({ features, labels }: PenultimateRows, head: LinearHead): GeometryScores {
  const { clusters, separation, collapse, gaps, norms } = measureGeometry(features, labels, head);
  return {
    clusterRatio: finiteOrNull(clusters.ratio),
    distanceVariation: finiteOrNull(clusters.distanceVariation),
    separation,
    variability: finiteOrNull(collapse.variability),
    normVariation: collapse.means.normVariation,
    angleError: collapse.means.angleError,
    dualityError: collapse.dualityError,
    gapMean: gaps.mean,
    gapDeviation: gaps.total,
    gapWithinRows: gaps.withinRows,
    featureNorm: norms.mean,
  };
}

/** Measures a recorded layer; null if there is none, or a class has no row. */
export function geometryOf(penultimate: Penultimate | undefined): NonNullable<TrialResult["geometry"]> | null {
  if (penultimate === undefined) return null;
  const { head, train, test } = penultimate;
  const whole = [train, test].every(({ labels }) => new Set(labels).size === head.classes);
  return whole ? { train: scoresOf(train, head), test: scoresOf(test, head) } : null;
}

/** The classes to project every method on, and why these. */
export type ProjectedClasses = Pick<Projection, "classes" | "reason">;

/** The pair of classes that the baseline confuses most, and the class that it confuses least with them. */
export function projectedClasses(
  baseline: string,
  confusion: readonly (readonly number[])[],
  names: readonly string[],
): ProjectedClasses {
  const classes = chooseTemplates(confusion.flat(), names.length);
  const [first, second, third] = classes.map((k) => names[k]);
  if (third === undefined) return { classes, reason: "the data has two classes" };
  const confused = confusion[classes[0]][classes[1]] + confusion[classes[1]][classes[0]] > 0;
  const reason = confused
    ? `${baseline} confuses ${first} and ${second} most often, and ${third} least often with either`
    : `${baseline} confuses no classes: these are the first three`;
  return { classes, reason };
}

const mostPoints = 300;

/** Five digits are more than a plot shows. */
const rounded = (value: number): number => Number(value.toPrecision(5));

/** [class, x, y] of some rows of each class; y is 0 on a line. */
function pointsOf(plane: TemplatePlane, { features, labels }: PenultimateRows): number[][] {
  const { points, labels: drawn } = projectRows(plane, features, labels);
  const axes = plane.axes.length;
  const counts = new Map<number, number>();
  const all = Array.from(drawn, (label, i) => {
    const [x, y = 0] = points.subarray(i * axes, (i + 1) * axes);
    counts.set(label, (counts.get(label) ?? 0) + 1);
    return { point: [label, rounded(x), rounded(y)], place: counts.get(label)! };
  });
  const perClass = Math.floor(mostPoints / plane.classes.length);
  return all.filter(({ place }) => place <= perClass).map(({ point }) => point);
}

/** The plane through the templates; undefined if they are collinear. */
function planeThrough(head: LinearHead, classes: readonly number[]): TemplatePlane | undefined {
  try {
    return templatePlane(head, classes);
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

/** Training and test rows on the plane through the classes' templates. */
export function projectionOf(penultimate: Penultimate | undefined, chosen: ProjectedClasses): Projection | null {
  if (penultimate === undefined) return null;
  const { head, train, test } = penultimate;
  const plane = planeThrough(head, chosen.classes);
  if (plane === undefined) return null;
  const templates = plane.templates.map(([x, y = 0]) => [rounded(x), rounded(y)]);
  return { ...chosen, templates, train: pointsOf(plane, train), test: pointsOf(plane, test) };
}
