// Where each method stands beside the baseline: its primary verdicts, over which seeds, and those that cannot be counted.
import type { Results, VerdictResult } from "../../results/results.ts";

/** A method's primary verdicts against the baseline. */
export interface JudgedMethod {
  readonly method: string;
  /** How many seeds were paired. */
  readonly seeds: number;
  /** Those that can be counted. */
  readonly counting: readonly VerdictResult[];
  /** Those that were withheld, for instance for a temperature that could not be determined: all "cannot tell". */
  readonly withheld: readonly VerdictResult[];
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

/** Every method with primary verdicts, in the order asked for; methods that were trained only to be chosen from have none. */
export function judgedMethods({ methods, verdicts }: Pick<Results, "methods" | "verdicts">): JudgedMethod[] {
  return methods.flatMap(({ method }) => {
    const own = verdicts.filter((verdict) => verdict.primary && verdict.method === method);
    if (own.length === 0) return [];
    const [counting, withheld] = [false, true].map((is) =>
      own.filter(({ undecidable }) => (undecidable !== undefined) === is),
    );
    return [{ method, seeds: own[0].seeds.length, counting, withheld }];
  });
}
