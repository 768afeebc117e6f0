// Whether the classes are so unbalanced that balanced accuracy replaces accuracy; decided from labels before training.
import type { AccuracyMetric } from "@softlabel/core";

/** A class counts as too large above this multiple of its even share. */
const tooLarge = 2;
/** Of two classes, none can exceed twice its even share: there the smaller one counts, below half of its share. */
const tooSmall = 1 / 2;

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

/**
 * The accuracy that carries the verdict: balanced accuracy if the largest class has more than twice its even share of the rows,
 * or the smaller of two less than half of it.
 * @param counts rows per class; empty classes do not count
 */
export function accuracyMetricOf(counts: readonly number[]): AccuracyMetric {
  const present = counts.filter((count) => count > 0);
  const even = sum(present) / present.length;
  const uneven = present.length === 2 ? Math.min(...present) < tooSmall * even : Math.max(...present) > tooLarge * even;
  return uneven ? "balancedAccuracy" : "accuracy";
}

/** A note if balanced accuracy replaces accuracy. */
export function unevenNotes(classes: readonly string[], counts: readonly number[], rows: string): string[] {
  if (accuracyMetricOf(counts) === "accuracy") return [];
  const largest = counts.indexOf(Math.max(...counts));
  const share = Number(((100 * counts[largest]) / sum(counts)).toPrecision(3));
  return [
    `Verdicts use balanced accuracy (the mean recall of the classes) instead of accuracy, because ${classes[largest]} has ${share} % of the ${rows}.`,
  ];
}
