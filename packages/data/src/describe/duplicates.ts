// Rows that are the same, or nearly: how many there are, which contradict one another, and which test what was trained on.
import { differenceHash, thumbnailLength } from "./thumbnails.ts";

/** A part of the data with the rows before it, when all parts are one after another. */
export interface PartSpan {
  readonly part: string;
  readonly start: number;
  readonly count: number;
}

/** A row by its part, its index there, and its label. */
export interface RowPlace {
  readonly part: string;
  readonly row: number;
  readonly label: number;
}

/** What is found about one way in which rows are the same. */
export interface DuplicateReport {
  /** Rows that repeat an earlier one. */
  readonly repeats: number;
  /** Rows among those that are the same whose labels are not. */
  readonly conflicting: number;
  /** Test rows that occur in training too. */
  readonly leaked: number;
  /** A few groups of rows that are the same: those with different labels first, then those across training and test. */
  readonly examples: readonly (readonly RowPlace[])[];
}

const shown = 3;

/** At most so many images with one hash are compared with each further one. */
const mostCompared = 16;

/** Mean absolute difference between thumbnails, of 255, up to which images are nearly the same. */
const nearlySame = 3;

/** The mean absolute difference between two thumbnails. */
function distance(thumbnails: Uint8Array, a: number, b: number): number {
  let sum = 0;
  const [from, to] = [a * thumbnailLength, b * thumbnailLength];
  for (let i = 0; i < thumbnailLength; i++) sum += Math.abs(thumbnails[from + i] - thumbnails[to + i]);
  return sum / thumbnailLength;
}

/**
 * For each image the index of the first that is nearly the same: their difference hashes are equal and their thumbnails
 * close. Some pairs are missed, for a hash may differ in a bit; exact repetitions are not compared again.
 * @param first for each row the first one that is exactly the same
 */
export function firstNearlySame(thumbnails: Uint8Array, first: Int32Array): Int32Array {
  const near = Int32Array.from(first, (_, row) => row);
  const byHash = new Map<string, number[]>();
  for (let row = 0; row < first.length; row++) {
    if (first[row] !== row) continue;
    const hash = differenceHash(thumbnails.subarray(row * thumbnailLength, (row + 1) * thumbnailLength));
    const candidates = byHash.get(hash) ?? [];
    const found = candidates.find((other) => distance(thumbnails, other, row) <= nearlySame);
    if (found !== undefined) near[row] = found;
    else if (candidates.length < mostCompared) candidates.push(row);
    if (candidates.length === 1) byHash.set(hash, candidates);
  }
  return near;
}

/** The rows of each group of two or more. */
function groupsOf(first: Int32Array): number[][] {
  const groups = new Map<number, number[]>();
  first.forEach((representative, row) => {
    if (representative === row) return;
    const group = groups.get(representative);
    if (group === undefined) groups.set(representative, [representative, row]);
    else group.push(row);
  });
  return [...groups.values()];
}

/**
 * Counts what follows from rows that are the same.
 * @param first for each row of all parts the first one that is the same
 */
export function reportDuplicates(first: Int32Array, labels: Int32Array, parts: readonly PartSpan[]): DuplicateReport {
  const placeOf = (row: number): RowPlace => {
    const { part, start } = parts.find((span) => row < span.start + span.count)!;
    return { part, row: row - start, label: labels[row] };
  };
  const groups = groupsOf(first).map((rows) => rows.map(placeOf));
  const isConflict = (group: readonly RowPlace[]): boolean => group.some(({ label }) => label !== group[0].label);
  const leaks = (group: readonly RowPlace[]): number =>
    group.some(({ part }) => part === "train") ? group.filter(({ part }) => part === "test").length : 0;
  const conflicts = groups.filter(isConflict);
  const others = groups.filter((group) => !isConflict(group));
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
  const ordered = [...conflicts, ...others.filter(leaks), ...others.filter((group) => leaks(group) === 0)];
  return {
    repeats: sum(groups.map((group) => group.length - 1)),
    conflicting: sum(conflicts.map((group) => group.length)),
    leaked: sum(groups.map(leaks)),
    examples: ordered.slice(0, shown),
  };
}
