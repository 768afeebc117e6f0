// What claims are judged on: the finished trials of an experiment and of the extra ones that claims asked for.
import type { ExampleScores } from "@softlabel/core";
import type { LeftOutRecords } from "../records/leftOutRecords.ts";
import type { TrialResult, VerdictResult } from "../results/results.ts";

/** A finished trial. */
export interface ClaimTrial {
  /** Test logits [N, K]. */
  readonly logits: Float32Array;
  readonly scores: ExampleScores;
  /** After temperature scaling; null where no rows were held out to fit a temperature. */
  readonly scaled: ExampleScores | null;
  /** Share of training examples classified rightly in the last epoch. */
  readonly trainAccuracy: number;
  /** Where classes were left out: what became of their rows. */
  readonly leftOut?: LeftOutRecords | undefined;
  /** What results hold of it; absent in extra experiments. */
  readonly result?: TrialResult;
}

/** Trials by seed. */
export type TrialsBySeed = ReadonlyMap<number, ClaimTrial>;

/** Trials of an experiment by method, then by seed. */
export type TrialTable = ReadonlyMap<string, TrialsBySeed>;

/** Everything that claims are judged on. */
export interface Evidence {
  readonly baseline: string;
  readonly classes: number;
  readonly verdicts: readonly VerdictResult[];
  readonly main: TrialTable;
  /** The extra experiments by name. */
  readonly extras: ReadonlyMap<string, TrialTable>;
  /** Why an extra experiment is not there, by its name. */
  readonly skipped: Readonly<Record<string, string>>;
}

/** Two trainings with the same seed. */
export interface Pair {
  readonly method: ClaimTrial;
  readonly baseline: ClaimTrial;
}

/** The trainings that both have finished, seed by seed. */
export function pairsOf(method: TrialsBySeed | undefined, baseline: TrialsBySeed | undefined): Pair[] {
  const seeds = [...(method?.keys() ?? [])].sort((a, b) => a - b);
  return seeds.flatMap((seed) => {
    const [a, b] = [method?.get(seed), baseline?.get(seed)];
    return a === undefined || b === undefined ? [] : [{ method: a, baseline: b }];
  });
}

/** The trainings of a method and of the baseline in the same experiment. */
export function pairsIn(table: TrialTable | undefined, method: string, { baseline }: Evidence): Pair[] {
  return pairsOf(table?.get(method), table?.get(baseline));
}
