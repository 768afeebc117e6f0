// The verdict on a method in one sentence: what it improves, what it worsens, what stays, and what is unclear.
import { listed } from "@softlabel/core/internal";
import { metricNamed } from "@softlabel/core";
import { type VerdictResult, type VerdictWord } from "@softlabel/experiment/internal";

/** In reading order; `$` stands for the metrics. */
const clauses: readonly (readonly [VerdictWord, string])[] = [
  ["better", "improves $"],
  ["worse", "worsens $"],
  ["no difference", "makes no difference to $"],
];

/** The order of verdicts in a list. */
export const verdictOrder: readonly VerdictWord[] = ["better", "worse", "no difference", "cannot tell"];

function namesOf(verdicts: readonly VerdictResult[], word: VerdictWord): string[] {
  return verdicts.filter(({ verdict }) => verdict === word).map(({ metric }) => metricNamed(metric).name);
}

/**
 * The sentence, without the method's name: "improves log loss; cannot tell whether it changes accuracy".
 * @param verdicts the primary ones of one method
 */
export function headline(verdicts: readonly VerdictResult[]): string {
  const said = clauses.flatMap(([word, text]) => {
    const names = namesOf(verdicts, word);
    return names.length === 0 ? [] : [text.replace("$", listed(names))];
  });
  const open = listed(namesOf(verdicts, "cannot tell"), "or");
  if (open === "") return `${listed(said)}.`;
  if (said.length === 0) return `cannot tell whether it changes ${open}.`;
  return `${listed(said)}; cannot tell whether it changes ${open}.`;
}
