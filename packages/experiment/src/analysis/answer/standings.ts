// Where each method stands beside the baseline: its primary verdicts, over which seeds, and those that cannot be counted.
import { metricNamed } from "@softlabel/core";
import type { MethodResult, Results, TrialResult, VerdictResult } from "../../results/results.ts";

/** The trials of both with the seeds that both have: the first method's, then the second's. */
export function pairTrials(method: MethodResult, baseline: MethodResult): readonly (readonly TrialResult[])[] {
  const having = ({ trials }: MethodResult, other: MethodResult): TrialResult[] =>
    trials.filter(({ seed }) => other.trials.some((trial) => trial.seed === seed));
  return [having(method, baseline), having(baseline, method)];
}

/** A trial whose temperature could not be determined. */
export interface Undetermined {
  readonly method: string;
  readonly seed: number;
}

/** A method's primary verdicts against the baseline. */
export interface JudgedMethod {
  readonly method: string;
  /** Seeds that both have finished. */
  readonly seeds: number;
  /** Those that can be counted. */
  readonly counting: readonly VerdictResult[];
  /** Those on a temperature that could not be determined: counted as "cannot tell". */
  readonly withheld: readonly VerdictResult[];
  /** The trials to blame. */
  readonly undetermined: readonly Undetermined[];
}

/** What a method's primary verdicts say together. */
export type Standing = "one seed" | "better" | "trade-off" | "worse" | "no difference" | "cannot tell";

/** The verdicts on a method that say this. */
export function sayingOf({ counting }: JudgedMethod, word: VerdictResult["verdict"]): VerdictResult[] {
  return counting.filter(({ verdict }) => verdict === word);
}

/** One seed says nothing of a method; better in one metric and worse in another is a trade-off; a withheld verdict is open. */
export function standingOf(compared: JudgedMethod): Standing {
  const [better, worse, same] = (["better", "worse", "no difference"] as const).map((word) => sayingOf(compared, word));
  if (compared.seeds < 2) return "one seed";
  if (better.length > 0) return worse.length > 0 ? "trade-off" : "better";
  if (worse.length > 0) return "worse";
  const all = compared.counting.length + compared.withheld.length;
  return all > 0 && same.length === all ? "no difference" : "cannot tell";
}

function undeterminedIn(method: string, trials: readonly TrialResult[]): Undetermined[] {
  return trials.flatMap(({ seed, temperatureWarning }) => (temperatureWarning === undefined ? [] : [{ method, seed }]));
}

function compareWith(baseline: MethodResult, method: MethodResult, primary: readonly VerdictResult[]): JudgedMethod {
  const own = primary.filter((verdict) => verdict.method === method.method);
  const [mine, theirs] = pairTrials(method, baseline);
  const undetermined = [...undeterminedIn(baseline.method, theirs), ...undeterminedIn(method.method, mine)];
  const isWithheld = ({ metric }: VerdictResult): boolean => undetermined.length > 0 && metricNamed(metric).scaled;
  return {
    method: method.method,
    seeds: mine.length,
    counting: own.filter((verdict) => !isWithheld(verdict)),
    withheld: own.filter(isWithheld),
    undetermined,
  };
}

/** Every method with primary verdicts, in the order asked for; methods that were trained only to be chosen from have none. */
export function judgedMethods({
  baseline,
  methods,
  verdicts,
}: Pick<Results, "baseline" | "methods" | "verdicts">): JudgedMethod[] {
  const compared = methods.find(({ method }) => method === baseline);
  if (compared === undefined) return [];
  const primary = verdicts.filter((verdict) => verdict.primary);
  return methods
    .filter(({ method }) => primary.some((verdict) => verdict.method === method))
    .map((method) => compareWith(compared, method, primary));
}
