// Measures of a method and the baseline, with intervals of their difference.
import { mean, scoreNamed } from "@softlabel/core/internal";
import { twoWayInterval, type MetricKey, type TwoWayInterval, type TwoWayOptions } from "@softlabel/core";
import { finiteOrNull } from "../analysis/testScores.ts";
import type { VerdictWord } from "../results/results.ts";
import { pairsIn, type ClaimTrial, type Evidence, type Pair } from "./evidence.ts";

/** What was measured of a method and of the baseline. */
export interface Measure {
  /** Mean over seeds. */
  readonly method: number;
  /** Null if the number of one method is reported alone. */
  readonly baseline: number | null;
  /** Method minus baseline; the number itself if it is reported alone. */
  readonly difference: number;
  /** 95 %; infinite for a single seed. */
  readonly interval: readonly [number, number];
  /** What the interval allows for: new seeds and new examples, or new seeds alone. */
  readonly over: "seeds and examples" | "seeds";
  readonly seeds: number;
  /** The experiment's own verdict on the same difference, if there is one: no claim goes beyond it. */
  readonly verdict?: VerdictWord | undefined;
  /** Examples per difference; 1 for one number per run. */
  readonly examples: number;
}

/** The values; undefined if one is missing. */
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

/** A mean over examples, with differences paired by example; undefined if a trial lacks it. */
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

/** The options for differences of log losses. */
export const logLosses = ({ classes }: Pick<Evidence, "classes">): TwoWayOptions => ({ kind: "logLosses", classes });

/** 1 for every test example predicted correctly; the mean is the accuracy. */
export function rightOnes({ scores }: ClaimTrial): Float64Array {
  return scores.error.map((error) => 1 - error);
}

/** One number per run, with differences paired by seed; undefined if a trial lacks it. */
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

/** The baseline's mean over examples, reported alone. */
export function ofBaseline(pairs: readonly Pair[], column: (trial: ClaimTrial) => Float64Array): Measure | undefined {
  if (pairs.length === 0) return undefined;
  const own = twoWayInterval(pairs.map(({ baseline }) => column(baseline)));
  return { ...measureOf(own, own.difference, 0, "seeds and examples"), baseline: null };
}

/** The measure behind the experiment's verdict in a metric; undefined if there is none. */
export function ofVerdict(evidence: Evidence, method: string, metric: MetricKey): Measure | undefined {
  const verdict = evidence.verdicts.find((each) => each.method === method && each.metric === metric);
  const read = ({ result }: ClaimTrial) => result && finiteOrNull(scoreNamed(result.test, metric));
  const scores = overSeeds(pairsIn(evidence.main, method, evidence), read);
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
