// Histograms of logit gaps, in the same bins for every method, so that they can be laid over one another.
import type { Histogram } from "./results.ts";
import { rowsOf } from "./rows.ts";
import type { Predictions } from "./trialFolder.ts";

const bins = 40;
/** Gaps beyond these shares of a method's are counted in the outermost bins: a few outliers must not flatten the rest. */
const tails = 0.005;

/** The label's logit minus the mean of the others, of every row. */
export function gapsOf({ logits, labels }: Predictions, classes: number): Float64Array {
  const gaps = new Float64Array(labels.length);
  rowsOf(logits, classes, (row, i) => {
    const own = row[labels[i]];
    let sum = 0;
    for (const value of row) sum += value;
    gaps[i] = own - (sum - own) / (classes - 1);
  });
  return gaps;
}

/** All gaps of a method, sorted. */
function sortedGaps(tests: readonly Predictions[], classes: number): Float64Array {
  const parts = tests.map((test) => gapsOf(test, classes));
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all.sort();
}

/** From the lowest to the highest gap that any method shows, tails left aside. */
function rangeOf(methods: readonly Float64Array[]): { from: number; to: number } {
  const ends = methods.flatMap((gaps) => {
    const cut = Math.floor(tails * gaps.length);
    return gaps.length === 0 ? [] : [gaps[cut], gaps[gaps.length - 1 - cut]];
  });
  const [from, to] = [Math.min(...ends), Math.max(...ends)];
  return from < to ? { from, to } : { from: from - 0.5, to: from + 0.5 };
}

function countIn(gaps: Float64Array, { from, to }: { from: number; to: number }): Histogram {
  const counts = new Array<number>(bins).fill(0);
  for (const gap of gaps) {
    const bin = Math.floor(((gap - from) / (to - from)) * bins);
    counts[Math.min(bins - 1, Math.max(0, bin))]++;
  }
  return { from, to, counts };
}

/**
 * The histogram of each method's gaps; none counted where a method has no finished trial.
 * @param methods the test predictions of every seed, for each method
 */
export function logitGapHistograms(methods: readonly (readonly Predictions[])[], classes: number): Histogram[] {
  const gaps = methods.map((tests) => sortedGaps(tests, classes));
  const range = gaps.some(({ length }) => length > 0) ? rangeOf(gaps) : { from: 0, to: 1 };
  return gaps.map((each) => countIn(each, range));
}
