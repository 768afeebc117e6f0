// Whether classes are so uneven that accuracy says little, decided from labels before anything is trained.
import type { AccuracyMetric } from "@softlabel/core";

/** Each class is given so many times its even share before it counts as too large. */
const tooLarge = 2;
/** Of two classes neither can hold more than twice its even share: there the smaller one counts, with less than half of its own. */
const tooSmall = 1 / 2;

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

/**
 * The accuracy that carries the verdict: balanced where the largest class holds more than twice its even share of the rows,
 * or the smaller of two less than half of it.
 * @param counts rows of each class; one without any does not count
 */
export function accuracyMetricOf(counts: readonly number[]): AccuracyMetric {
  const present = counts.filter((count) => count > 0);
  const even = sum(present) / present.length;
  const uneven = present.length === 2 ? Math.min(...present) < tooSmall * even : Math.max(...present) > tooLarge * even;
  return uneven ? "balancedAccuracy" : "accuracy";
}

/** What to say where balanced accuracy takes the place of accuracy. */
export function unevenNotes(classes: readonly string[], counts: readonly number[], rows: string): string[] {
  if (accuracyMetricOf(counts) === "accuracy") return [];
  const largest = counts.indexOf(Math.max(...counts));
  const share = Number(((100 * counts[largest]) / sum(counts)).toPrecision(3));
  return [
    `Balanced accuracy (the mean recall of the classes) takes the place of accuracy in the verdicts, because ${classes[largest]} has ${share} % of the ${rows}.`,
  ];
}
