// Chooses rows to hold out: a share of every class, or whole groups of rows that come near it.
import type { Random } from "@softlabel/core";

/** Rows sorted into buckets: bucket k is `rows[starts[k] … starts[k + 1])`, in the order of the rows. */
interface Buckets {
  readonly rows: Int32Array;
  readonly starts: Int32Array;
}

/** One more than the largest key. */
const keyCount = (keys: Int32Array): number => keys.reduce((most, key) => Math.max(most, key), -1) + 1;

/** How often each key occurs. */
function countKeys(keys: Int32Array): Int32Array {
  const counts = new Int32Array(keyCount(keys));
  for (const key of keys) counts[key]++;
  return counts;
}

function bucketRows(keys: Int32Array): Buckets {
  const counts = countKeys(keys);
  const starts = new Int32Array(counts.length + 1);
  counts.forEach((count, key) => (starts[key + 1] = starts[key] + count));
  const next = starts.slice();
  const rows = new Int32Array(keys.length);
  keys.forEach((key, row) => (rows[next[key]++] = row));
  return { rows, starts };
}

const bucket = ({ rows, starts }: Buckets, key: number): Int32Array => rows.subarray(starts[key], starts[key + 1]);

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

/** Marks rows of every class at random, as many as `heldOutCounts` says. */
function markByClass(labels: Int32Array, fraction: number, random: Random): Uint8Array {
  const marks = new Uint8Array(labels.length);
  const counts = heldOutCounts([...countKeys(labels)], fraction);
  const buckets = bucketRows(labels);
  counts.forEach((count, k) => {
    for (const row of random.shuffle(bucket(buckets, k)).subarray(0, count)) marks[row] = 1;
  });
  return marks;
}

/** By how much one group more lessens `Σ_k missing_k² / size_k`, the distance from the share of every class in rows. */
function gain(rows: Int32Array, labels: Int32Array, sizes: Int32Array, missing: Float64Array): number {
  const added = new Map<number, number>();
  for (const row of rows) added.set(labels[row], (added.get(labels[row]) ?? 0) + 1);
  let sum = 0;
  for (const [k, count] of added) sum += (missing[k] ** 2 - (missing[k] - count) ** 2) / sizes[k];
  return sum;
}

/** Marks whole groups, in random order, each that brings the classes nearer to their share; the smallest where none does. */
function markByGroup(labels: Int32Array, groups: Int32Array, fraction: number, random: Random): Uint8Array {
  const marks = new Uint8Array(labels.length);
  const buckets = bucketRows(groups);
  const sizes = countKeys(labels);
  const missing = Float64Array.from(sizes, (size) => fraction * size);
  const hold = (group: number): void => {
    for (const row of bucket(buckets, group)) {
      marks[row] = 1;
      missing[labels[row]]--;
    }
  };
  const present = countKeys(groups);
  const order = random.shuffle(Int32Array.from(present, (_, group) => group).filter((group) => present[group] > 0));
  for (const group of order) if (gain(bucket(buckets, group), labels, sizes, missing) > 0) hold(group);
  if (!marks.includes(1) && order.length > 1) {
    hold(order.reduce((least, group) => (present[group] < present[least] ? group : least)));
  }
  return marks;
}

/**
 * Chooses rows to hold out, class by class.
 * @param labels class indices, one per row
 * @param fraction the share to hold out, 0 to below 1
 * @param random decides which rows
 * @param groups group numbers, one per row: rows of a group stay on one side, so that shares are met only nearly
 * @returns one number per row, 1 for those held out, otherwise 0
 */
export function holdOut(labels: Int32Array, fraction: number, random: Random, groups?: Int32Array): Uint8Array {
  if (fraction === 0) return new Uint8Array(labels.length);
  return groups === undefined ? markByClass(labels, fraction, random) : markByGroup(labels, groups, fraction, random);
}
