// The decision table: which rule the standings of all methods meet, and which method it is about.
import { comparedMetrics } from "@softlabel/core";
import type { Recommendation } from "../../results/results.ts";
import { sayingOf, standingOf, type JudgedMethod, type Standing } from "./standings.ts";

/** A rule of the decision table. */
export type Rule = "use" | "trade-off" | "keep" | "alike" | "open" | "one seed";

/** What the verdicts lead to. */
export interface Decision {
  readonly rule: Rule;
  readonly advice: Recommendation["advice"];
  /** The methods with the standing that decided, the one to name first. */
  readonly methods: readonly JudgedMethod[];
}

/** The rows of the table in docs/verdicts.md: the first one that some method has the standing of, or all have, applies. */
const rows: readonly {
  readonly rule: Rule;
  readonly advice: Recommendation["advice"];
  readonly standing: Standing;
  readonly of: "some" | "all";
}[] = [
  { rule: "use", advice: "use", standing: "better", of: "some" },
  { rule: "trade-off", advice: "keep", standing: "trade-off", of: "some" },
  { rule: "keep", advice: "keep", standing: "worse", of: "some" },
  { rule: "alike", advice: "no reason to change", standing: "no difference", of: "all" },
  { rule: "open", advice: "no reason to change", standing: "cannot tell", of: "some" },
];

/** Every metric that may be compared, in the order of the table. */
const order = comparedMetrics({ accuracy: "balancedAccuracy" }).map(({ key }) => key);

/** More metrics better first, then better in an earlier one, then by more; methods alike in all that stay in their order. */
function byMerit(a: JudgedMethod, b: JudgedMethod): number {
  const [x, y] = [a, b].map((method) => {
    const better = sayingOf(method, "better");
    const places = better.map(({ metric }) => order.indexOf(metric));
    const first = better[places.indexOf(Math.min(...places))];
    return { count: better.length, place: Math.min(...places), size: Math.abs(first?.difference ?? 0) };
  });
  return y.count - x.count || (x.place === y.place ? y.size - x.size : x.place - y.place);
}

/** What the primary verdicts lead to; methods with one seed in common with the baseline have no say beside others. */
export function decide(compared: readonly JudgedMethod[]): Decision {
  const judged = compared.map((method) => ({ method, standing: standingOf(method) }));
  const telling = judged.filter(({ standing }) => standing !== "one seed");
  for (const { rule, advice, standing, of } of rows) {
    const own = telling.filter((each) => each.standing === standing).map(({ method }) => method);
    const applies = of === "some" ? own.length > 0 : own.length > 0 && own.length === telling.length;
    if (applies) return { rule, advice, methods: [...own].sort(byMerit) };
  }
  return { rule: "one seed", advice: "no reason to change", methods: compared };
}
