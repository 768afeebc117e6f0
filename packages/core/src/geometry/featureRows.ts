// Features beside labels, checked: rows of penultimate activations of which every class has some.
import { check, checkRange, fail } from "../base/check.ts";
import { checkLabels } from "../base/labels.ts";
import { checkMagnitude } from "./linearHead.ts";
import type { Numbers } from "./vectors.ts";

/** Examples as the last layer sees them. */
export interface FeatureRows {
  /** Row-major [N, D]. */
  readonly features: Numbers;
  /** [N], each from 0 to K-1. */
  readonly labels: Int32Array;
  /** K. */
  readonly classes: number;
  /** D. */
  readonly width: number;
  /** Rows of each class [K], none of them 0. */
  readonly counts: Int32Array;
}

/** D, from N x D numbers for N labels; throws where they do not divide. */
export function featureWidth(who: string, features: Numbers, labels: Int32Array): number {
  check(labels.length > 0, who, "at least one example", labels.length);
  const expected = `${labels.length} rows of features of equal length, one a label`;
  const fits = features.length > 0 && features.length % labels.length === 0;
  check(fits, who, expected, `${features.length} numbers`);
  const width = features.length / labels.length;
  checkMagnitude(who, "features", features, width);
  return width;
}

/** Features and labels with what follows from them; throws unless they fit together and every class has a row. */
export function featureRows(who: string, features: Numbers, labels: Int32Array, classes: number): FeatureRows {
  checkRange(who, "classes", classes, { from: 2, to: Infinity, integer: true });
  const width = featureWidth(who, features, labels);
  checkLabels(who, labels, classes);
  const counts = new Int32Array(classes);
  for (const label of labels) counts[label]++;
  const empty = counts.indexOf(0);
  if (empty >= 0) {
    fail(who, "rows of every class", `none of class ${empty}`, "measure on examples that hold every class");
  }
  return { features, labels, classes, width, counts };
}
