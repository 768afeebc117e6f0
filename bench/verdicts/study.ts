// What is simulated: cells, one experiment of a cell, and the tables of outcomes.
import type { Random } from "@softlabel/core";

/** Counts over experiments; shares are of `experiments`, or of `intervals` for coverage. */
export interface Tally {
  experiments: number;
  /** With one better or worse or more. */
  claims: number;
  /** With one "no difference" or more in a metric that differs by its margin or more. */
  equal: number;
  intervals: number;
  covered: number;
  /** Methods that are rightly called better. */
  found: number;
}

/** Counts by column of the tables: "8x5" for eight methods and five seeds, "augrc x3", …. */
export type Tallies = Record<string, Tally>;

/** The tally of a column, new where there is none. */
export function tallyOf(tallies: Tallies, column: string): Tally {
  return (tallies[column] ??= { experiments: 0, claims: 0, equal: 0, intervals: 0, covered: 0, found: 0 });
}

/** What tells a cell from the others: rows, error rate, …, and what is true in it. */
export type CellName = Readonly<Record<string, number | string>>;

/** A share of a column's tally, and how far it may go. */
export interface Table {
  readonly title: string;
  /** The cells that it is about, by their kind. */
  readonly kind: string;
  readonly columns: readonly string[];
  readonly share: (tally: Tally) => readonly [share: number, of: number];
  /** The most that may be, or the least; two standard errors are allowed beyond. */
  readonly limit?: { readonly most?: number; readonly least?: number };
}

/** Of experiments, at most 5 %: one better or worse or more where nothing differs. */
export const falseClaims = {
  share: ({ claims, experiments }) => [claims / experiments, experiments],
  limit: { most: 0.05 },
} as const satisfies Partial<Table>;

/** Of experiments, at most 2.5 %: "no difference" where something differs by the margin or more. */
export const falseEquality = {
  share: ({ equal, experiments }) => [equal / experiments, experiments],
  limit: { most: 0.025 },
} as const satisfies Partial<Table>;

/** Of intervals, at least 93 %: those that hold the truth. Chance is that of experiments, whose intervals share a baseline. */
export const coverage = {
  share: ({ covered, intervals, experiments }) => [covered / intervals, experiments],
  limit: { least: 0.93 },
} as const satisfies Partial<Table>;

/** One of the questions that the simulation answers. */
export interface Study {
  readonly cells: readonly CellName[];
  /** Gets a cell ready: each call simulates one experiment into its tallies. */
  readonly prepare: (cell: CellName) => (random: Random, tallies: Tallies) => void;
  readonly tables: readonly Table[];
}

/** Whether a verdict claims a difference. */
export const isClaim = (verdict: string): boolean => verdict === "better" || verdict === "worse";
