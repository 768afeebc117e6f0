// What the primary verdicts recommend, and what the recommendation rests on.
import { counted, listed } from "@softlabel/core/internal";
import { metricNamed } from "@softlabel/core";
import type { Recommendation, Results, VerdictResult } from "../../results/results.ts";
import { decide, type Decision, type Rule } from "./decide.ts";

import { inWords, recommendationSentence } from "./sentence.ts";
import { parameterOf, settingsSentence, temperatureOf } from "./settings.ts";
import { judgedMethods, standingOf, type JudgedMethod } from "./standings.ts";

/** What a recommendation is made from. */
type Evidence = Pick<Results, "baseline" | "methods" | "verdicts" | "data" | "experiment">;

const allOf = ({ counting, withheld }: JudgedMethod): VerdictResult[] => [...counting, ...withheld];

/** "accuracy (better) and log loss after temperature scaling (cannot tell)" of one method; of several how often each word was said. */
function verdictsInWords(methods: readonly JudgedMethod[]): string {
  const verdicts = methods.flatMap(allOf);
  if (methods.length === 1)
    return listed(verdicts.map(({ metric, verdict }) => `${metricNamed(metric).name} (${verdict})`));
  const words = [...new Set(verdicts.map(({ verdict }) => verdict))];
  const counts = words.map((word) => `${verdicts.filter(({ verdict }) => verdict === word).length} ${word}`);
  return `${verdicts.length} verdicts (${counts.join(", ")})`;
}

/** The fewest seeds of all, "3 to 5" where methods differ. */
function seedsInWords(methods: readonly JudgedMethod[]): string {
  const seeds = methods.map((method) => method.seeds);
  const [least, most] = [Math.min(...seeds), Math.max(...seeds)];
  return least === most ? counted(most, "seed") : `${least} to ${counted(most, "seed")}`;
}

/** Verdicts on single runs say nothing about methods, and are not repeated here. */
function basisSentence(rule: Rule, decisive: readonly JudgedMethod[], { data }: Evidence): string {
  const size = `${seedsInWords(decisive)} and ${counted(data.testCount, `test ${data.noun}`)}`;
  return rule === "one seed" ? `Based on ${size}.` : `Based on ${verdictsInWords(decisive)} over ${size}.`;
}

/** Why verdicts were withheld: "Not counted: log loss after temperature scaling of smooth:0.1, because …." */
function withheldSentences(methods: readonly JudgedMethod[]): string[] {
  const withheld = methods.flatMap((method) => method.withheld);
  const reasons = [...new Set(withheld.map(({ undecidable }) => undecidable!))];
  return reasons.map((reason) => {
    const own = withheld.filter(({ undecidable }) => undecidable === reason);
    const metrics = [...new Set(own.map(({ metric }) => metricNamed(metric).name))];
    const names = [...new Set(own.map(({ method }) => method))];
    return `Not counted: ${listed(metrics)} of ${listed(names)}, because ${reason}.`;
  });
}

/** Further methods that are better; methods with too few seeds. */
function othersSentences({ rule, methods }: Decision, all: readonly JudgedMethod[], baseline: string): string[] {
  const also = rule === "use" ? methods.slice(1).map(({ method }) => method) : [];
  const single = rule === "one seed" ? [] : all.filter((method) => standingOf(method) === "one seed");
  const better = `Also better than ${inWords(baseline)}: ${listed(also)}.`;
  const sentences: readonly (readonly [boolean, string])[] = [
    [also.length > 0, `${better} The methods were not tested against each other.`],
    [single.length > 0, `Not counted, with a single seed: ${listed(single.map(({ method }) => method))}.`],
    [rule === "open", "More seeds or more test rows would show smaller differences."],
  ];
  return sentences.filter(([holds]) => holds).map(([, sentence]) => sentence);
}

/** The teacher, which a distilled method needs. */
function teacherSentence(method: string, { experiment }: Evidence): string[] {
  const { teacher } = experiment;
  return method.startsWith("distill") && typeof teacher === "string" ? [`Teacher: ${teacher}.`] : [];
}

/**
 * The recommendation that follows from the primary verdicts by the decision table in docs/verdicts.md.
 * @returns undefined where no method was compared with the baseline
 */
export function recommend(evidence: Evidence): Recommendation | undefined {
  const { baseline, methods, data } = evidence;
  const judged = judgedMethods(evidence);
  if (judged.length === 0) return undefined;
  const decision = decide(judged);
  const telling = judged.filter((method) => standingOf(method) !== "one seed");
  const all = telling.length === 0 ? judged : telling;
  const decisive = decision.advice === "use" || decision.rule === "trade-off" ? decision.methods.slice(0, 1) : all;
  const name = decision.advice === "use" ? decision.methods[0].method : baseline;
  const method = methods.find((each) => each.method === name)!;
  return {
    advice: decision.advice,
    method: name,
    sentence: recommendationSentence(decision, baseline, judged),
    details: [
      ...settingsSentence(method),
      ...teacherSentence(name, evidence),
      basisSentence(decision.rule, decisive, evidence),
      ...withheldSentences(decisive),
      ...othersSentences(decision, judged, baseline),
    ],
    parameter: parameterOf(method),
    temperature: temperatureOf(method),
    verdicts: telling.flatMap(allOf).map(({ method: own, metric, verdict }) => ({ method: own, metric, verdict })),
    seeds: Math.min(...all.map(({ seeds }) => seeds)),
    testCount: data.testCount,
  };
}
