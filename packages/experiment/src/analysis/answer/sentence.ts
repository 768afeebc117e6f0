// The recommendation in one sentence, for each rule of the decision table.
import { listed, describeChange, marginInWords } from "@softlabel/core/internal";
import { metricNamed } from "@softlabel/core";
import type { Decision, Rule } from "./decide.ts";

import { sayingOf, type JudgedMethod } from "./standings.ts";

/** The baseline as a noun: hard labels, or the name that the user gave it. */
export const inWords = (baseline: string): string => (baseline === "hard" ? "hard labels" : baseline);

/** Better and worse are only said of methods with an interval. */
const changes = (method: JudgedMethod, word: "better" | "worse"): string =>
  listed(sayingOf(method, word).map((verdict) => describeChange({ ...verdict, interval: verdict.interval! })));

const quantities = (verdicts: readonly { readonly metric: string }[], word: "and" | "or" = "and"): string =>
  listed(
    verdicts.map(({ metric }) => metricNamed(metric).name),
    word,
  );

/** "0.5 points in accuracy and 0.01 nats in log loss" */
const margins = (verdicts: readonly { readonly metric: string }[]): string =>
  listed(verdicts.map(({ metric }) => `${marginInWords(metric)} in ${metricNamed(metric).name}`));

const namesOf = (methods: readonly JudgedMethod[]): string[] => methods.map(({ method }) => method);

/** What a better method does to the other metrics. */
function elsewhere(method: JudgedMethod): string {
  const [same, open] = [sayingOf(method, "no difference"), sayingOf(method, "cannot tell")];
  const small = same
    .map(({ metric }) => `; ${metricNamed(metric).name} differs by less than ${marginInWords(metric)}`)
    .join("");
  return open.length === 0 ? small : `${small}; cannot tell whether ${quantities(open, "or")} changes`;
}

type Write = (decision: Decision, baseline: string, compared: readonly JudgedMethod[]) => string;

const writers: Readonly<Record<Rule, Write>> = {
  use: ({ methods: [best] }, baseline) =>
    `Use ${best.method} instead of ${baseline}: ${changes(best, "better")}${elsewhere(best)}.`,
  "trade-off": ({ methods: [first] }, baseline) => {
    const [better, worse] = [quantities(sayingOf(first, "better")), quantities(sayingOf(first, "worse"))];
    const matter = sayingOf(first, "better").length === 1 ? "matters" : "matter";
    const both = `with ${first.method}, ${changes(first, "better")} but ${changes(first, "worse")}`;
    return `Keep ${baseline} unless ${better} ${matter} more than ${worse}: ${both}.`;
  },
  keep: ({ methods }, baseline, compared) => {
    const none = compared.length === 1 ? "" : "no method is better, and ";
    if (methods.length > 1) return `Keep ${baseline}: ${none}${listed(namesOf(methods))} are worse.`;
    return `Keep ${baseline}: ${none}with ${methods[0].method}, ${changes(methods[0], "worse")}.`;
  },
  alike: ({ methods }, baseline) => {
    const differ = methods.length === 1 ? "differs" : "differ";
    return `No reason to change: ${listed(namesOf(methods))} ${differ} from ${baseline} by less than ${margins(methods[0].counting)}.`;
  },
  open: ({ methods }, baseline) =>
    `No reason to change: this experiment cannot tell whether ${listed(namesOf(methods), "or")} is better or worse than ${baseline}.`,
  "one seed": () =>
    "No reason to change: one run per method cannot show whether a method is better; compare at least 3 seeds.",
};

/** The sentence of a decision; `compared` are all methods that it was made from. */
export function recommendationSentence(
  decision: Decision,
  baseline: string,
  compared: readonly JudgedMethod[],
): string {
  return writers[decision.rule](decision, inWords(baseline), compared);
}
