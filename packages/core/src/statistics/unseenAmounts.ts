// How much an example that nobody saw may carry, by the kind of scores: a table.
import type { AmountKind } from "../evaluation/metricRow.ts";
import type { PairedSums } from "./pairedSums.ts";

/** What is known of the differences besides the sums. */
export interface AmountContext {
  /** K, the number of classes. */
  readonly classes: number;
  /** The largest weight of an example, where the mean weight is 1. */
  readonly largestWeight: number;
}

/** The rule of one kind of scores. */
interface AmountRule {
  /** For the interval, and so for better and worse. */
  readonly forInterval: (largest: number, context: AmountContext) => number;
  /** For "no difference". */
  readonly forEquality: (largest: number, context: AmountContext) => number;
  /** Whether means are whole multiples of 1/N, so that two seeds may agree by rounding. */
  readonly isLattice: boolean;
  /** Whether differences are measured beside the scores' own size, or beside 1. */
  readonly sizedByScores: boolean;
  /** The least and the largest difference that there can be. */
  readonly bound: number;
}

/** Bounded scores whose differences are all tiny still leave room for a row that differs by this much. */
const boundedFloor = 0.05;

/** Kinds of scores: right or wrong; log losses, which have no bound; scores from -1 to 1. */
export const amountRules = {
  answers: {
    forInterval: (largest, { largestWeight }) => (largest === 0 ? largestWeight : Math.max(largest, largestWeight / 2)),
    forEquality: (largest, { largestWeight }) => Math.max(largest, largestWeight),
    isLattice: true,
    sizedByScores: false,
    bound: 1,
  },
  logLosses: {
    forInterval: (largest, { classes }) => Math.max(largest, Math.log(classes)),
    forEquality: (largest, { classes }) => Math.max(largest, 2 * Math.log(classes)),
    isLattice: false,
    sizedByScores: true,
    bound: Infinity,
  },
  bounded: {
    forInterval: (largest) => (largest === 0 ? 1 : Math.max(largest, boundedFloor)),
    forEquality: (largest) => Math.max(largest, 1),
    isLattice: false,
    sizedByScores: false,
    bound: Infinity,
  },
} as const satisfies Readonly<Record<AmountKind, AmountRule>>;

/** The variance of means over seeds, with that of their rounding to whole multiples of 1/N. */
export function seedVariance(kind: AmountKind, { ofSeeds, seeds, examples }: PairedSums): number {
  return amountRules[kind].isLattice ? ofSeeds + 1 / (12 * seeds * examples ** 2) : ofSeeds;
}
