// Holds out a share of the training examples, class by class.
import { checkRange } from "@softlabel/core";
import type { Random } from "@softlabel/core";
import { selectRows, type Examples } from "@softlabel/engine";

/** The rows of each class, in order. */
function rowsByClass(labels: Int32Array): number[][] {
  const classes = labels.reduce((most, label) => Math.max(most, label), -1) + 1;
  const rows: number[][] = Array.from({ length: classes }, () => []);
  labels.forEach((label, row) => rows[label].push(row));
  return rows;
}

/** The index with the largest score among those allowed; the first of equals. */
function best(scores: readonly number[], allowed: (index: number) => boolean): number {
  return scores.reduce((best, score, i) => (allowed(i) && (best < 0 || score > scores[best]) ? i : best), -1);
}

/**
 * How many of each class to hold out: `fraction` of its size, rounded by largest remainder so that the sum is the
 * rounded fraction of all, and moved where needed so that a class of two or more keeps at least one on each side.
 * @param sizes examples per class
 */
export function heldOutCounts(sizes: readonly number[], fraction: number): number[] {
  const least = sizes.map((size) => (size >= 2 ? 1 : 0));
  const most = sizes.map((size) => Math.max(0, size - 1));
  const quotas = sizes.map((size) => fraction * size);
  const counts = quotas.map((quota, k) => Math.min(Math.max(Math.floor(quota), least[k]), most[k]));
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
  const wanted = Math.min(Math.max(Math.round(fraction * sum(sizes)), sum(least)), sum(most));
  const missing = (): number[] => quotas.map((quota, k) => quota - counts[k]);
  for (let total = sum(counts); total < wanted; total++) counts[best(missing(), (k) => counts[k] < most[k])]++;
  for (let total = sum(counts); total > wanted; total--) {
    const excess = missing().map((number) => -number);
    counts[best(excess, (k) => counts[k] > least[k])]--;
  }
  return counts;
}

/**
 * Holds out a share of every class for validation. Both sides keep the order of the rows, and share the inputs.
 * @param fraction the share to hold out, 0 to below 1; 0 holds out nothing
 * @param random decides which rows
 * @throws UsageError when the fraction is out of range
 */
export function splitTrain(
  examples: Examples,
  fraction: number,
  random: Random,
): { train: Examples; validation: Examples } {
  checkRange("splitTrain", "the fraction held out", fraction, { from: 0, to: 1, open: "to" });
  const byClass = rowsByClass(examples.labels);
  const counts =
    fraction === 0
      ? byClass.map(() => 0)
      : heldOutCounts(
          byClass.map((rows) => rows.length),
          fraction,
        );
  const heldOut = new Set(byClass.flatMap((rows, k) => random.shuffle([...rows]).slice(0, counts[k])));
  const rows = Int32Array.from({ length: examples.count }, (_, row) => row);
  return {
    train: selectRows(
      examples,
      rows.filter((row) => !heldOut.has(row)),
    ),
    validation: selectRows(
      examples,
      rows.filter((row) => heldOut.has(row)),
    ),
  };
}
