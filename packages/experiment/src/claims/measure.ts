// Numbers of a method beside the baseline's, and between which values the difference may lie.
import { mean } from "@softlabel/core/internal";
import { twoWayInterval, type TwoWayInterval, type TwoWayOptions } from "@softlabel/core";
import type { TestScores, VerdictWord } from "../results/results.ts";
import { pairsIn, type ClaimTrial, type Evidence, type Pair } from "./evidence.ts";

/** What was measured of a method and of the baseline. */
export interface Measure {
  /** Mean over seeds. */
  readonly method: number;
  /** Null where one model's number is told alone. */
  readonly baseline: number | null;
  /** Method minus baseline; the number itself where it is told alone. */
  readonly difference: number;
  /** 95 %; without end where one seed says nothing of luck. */
  readonly interval: readonly [number, number];
  /** What the interval allows for: new seeds and new examples, or new seeds alone. */
  readonly over: "seeds and examples" | "seeds";
  readonly seeds: number;
  /** What the experiment's own verdict says of the same difference, where there is one: no claim goes beyond it. */
  readonly verdict?: VerdictWord | undefined;
  /** How many examples each difference is taken on; 1 of a number a training. */
  readonly examples: number;
}

/** All that is no missing value, or nothing where one is. */
function whole<Value>(values: readonly (Value | null | undefined)[]): Value[] | undefined {
  const present = values.flatMap((value) => (value === null || value === undefined ? [] : [value]));
  return present.length === values.length && present.length > 0 ? present : undefined;
}

function measureOf(
  { difference, interval, seeds, examples }: TwoWayInterval,
  method: number,
  baseline: number,
  over: Measure["over"],
): Measure {
  return { method, baseline, difference, interval, over, seeds, examples };
}

/** A mean over examples, whose differences are paired example by example; nothing where a trial has none. */
export function overExamples(
  pairs: readonly Pair[],
  column: (trial: ClaimTrial) => Float64Array | null | undefined,
  options: TwoWayOptions = {},
): Measure | undefined {
  const a = whole(pairs.map(({ method }) => column(method)));
  const b = whole(pairs.map(({ baseline }) => column(baseline)));
  if (a === undefined || b === undefined) return undefined;
  const differences = a.map((values, s) => values.map((value, i) => value - b[s][i]));
  return measureOf(twoWayInterval(differences, options), mean(a.map(mean)), mean(b.map(mean)), "seeds and examples");
}

/** A mean over examples in which the experiment compares methods, with its verdict. */
export function inMetric(
  evidence: Evidence,
  method: string,
  metric: string,
  column: (trial: ClaimTrial) => Float64Array | null | undefined,
  options: TwoWayOptions,
): Measure | undefined {
  const measure = overExamples(pairsIn(evidence.main, method, evidence), column, options);
  const own = evidence.verdicts.find((each) => each.method === method && each.metric === metric);
  return measure && { ...measure, verdict: own?.verdict };
}

/** How differences of log losses are to be read. */
export const logLosses = ({ classes }: Pick<Evidence, "classes">): TwoWayOptions => ({ kind: "logLosses", classes });

/** 1 for every test example that is predicted rightly: its mean is the accuracy. */
export function rightOnes({ scores }: ClaimTrial): Float64Array {
  return scores.error.map((error) => 1 - error);
}

/** A number a training, whose differences are paired seed by seed; nothing where a trial has none. */
export function overSeeds(
  pairs: readonly Pair[],
  value: (trial: ClaimTrial) => number | null | undefined,
): Measure | undefined {
  const a = whole(pairs.map(({ method }) => value(method)));
  const b = whole(pairs.map(({ baseline }) => value(baseline)));
  if (a === undefined || b === undefined) return undefined;
  const differences = a.map((number, s) => Float64Array.of(number - b[s]));
  return measureOf(twoWayInterval(differences), mean(a), mean(b), "seeds");
}

/** The baseline's own mean over examples, told alone. */
export function ofBaseline(pairs: readonly Pair[], column: (trial: ClaimTrial) => Float64Array): Measure | undefined {
  if (pairs.length === 0) return undefined;
  const own = twoWayInterval(pairs.map(({ baseline }) => column(baseline)));
  return { ...measureOf(own, own.difference, 0, "seeds and examples"), baseline: null };
}

/** What the experiment's verdict in a metric rests on; nothing where there is none. */
export function ofVerdict(
  evidence: Evidence,
  method: string,
  metric: string,
  score: (scores: TestScores) => number | null | undefined,
): Measure | undefined {
  const verdict = evidence.verdicts.find((each) => each.method === method && each.metric === metric);
  const scores = overSeeds(pairsIn(evidence.main, method, evidence), ({ result }) => result && score(result.test));
  if (verdict === undefined || scores === undefined) return undefined;
  const { difference, interval, verdict: word } = verdict;
  return {
    ...scores,
    difference,
    interval: interval ?? [-Infinity, Infinity],
    over: "seeds and examples",
    verdict: word,
  };
}
