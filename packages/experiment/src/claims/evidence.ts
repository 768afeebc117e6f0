// The evidence for claims: the finished trials of an experiment and of its additional experiments.
import type { ExampleScores } from "@softlabel/core";
import type { LeftOutRecords } from "../records/leftOutRecords.ts";
import type { TrialResult, VerdictResult } from "../results/results.ts";

/** A finished trial. */
export interface ClaimTrial {
  /** Test logits [N, K]. */
  readonly logits: Float32Array;
  readonly scores: ExampleScores;
  /** After temperature scaling; null without validation rows. */
  readonly scaled: ExampleScores | null;
  /** Fraction of training examples classified correctly in the last epoch. */
  readonly trainAccuracy: number;
  /** Outputs for the rows of held-out classes, if any. */
  readonly leftOut?: LeftOutRecords | undefined;
  /** Its results; absent in additional experiments. */
  readonly result?: TrialResult;
}

/** Trials by seed. */
export type TrialsBySeed = ReadonlyMap<number, ClaimTrial>;

/** Trials of an experiment by method, then by seed. */
export type TrialTable = ReadonlyMap<string, TrialsBySeed>;

/** All evidence for claims. */
export interface Evidence {
  readonly baseline: string;
  readonly classes: number;
  readonly verdicts: readonly VerdictResult[];
  readonly main: TrialTable;
  /** The additional experiments by name. */
  readonly extras: ReadonlyMap<string, TrialTable>;
  /** Why an additional experiment is missing, by its name. */
  readonly skipped: Readonly<Record<string, string>>;
}

/** Two runs with the same seed. */
export interface Pair {
  readonly method: ClaimTrial;
  readonly baseline: ClaimTrial;
}

/** The runs that both have finished, by seed. */
export function pairsOf(method: TrialsBySeed | undefined, baseline: TrialsBySeed | undefined): Pair[] {
  const seeds = [...(method?.keys() ?? [])].sort((a, b) => a - b);
  return seeds.flatMap((seed) => {
    const [a, b] = [method?.get(seed), baseline?.get(seed)];
    return a === undefined || b === undefined ? [] : [{ method: a, baseline: b }];
  });
}

/** The runs of a method and of the baseline in the same experiment. */
export function pairsIn(table: TrialTable | undefined, method: string, { baseline }: Evidence): Pair[] {
  return pairsOf(table?.get(method), table?.get(baseline));
}
