// Prints results on standard output: the table and the verdicts, or JSON alone.
import { terminalText } from "@softlabel/core/internal";
import { type Results, toJson } from "@softlabel/experiment/internal";
import { comparedMethods, renderTable, simpleSentences } from "@softlabel/report/internal";
import { claimLines } from "./claims.ts";

/** The sentences of primary verdicts, then their summary. */
function verdictLines({ verdicts, summary = [] }: Results): string[] {
  const primary = verdicts.filter((verdict) => verdict.primary);
  return [...primary.map(({ sentence }) => sentence), ...summary].map((sentence) => `- ${sentence}`);
}

/** The sentences of all verdicts and claims, a line each. */
export const sentencesOf = (results: Results): string => [...verdictLines(results), ...claimLines(results)].join("\n");

/** The recommendation with its reasons; for a single method, whether it is calibrated. */
function recommendationLines(results: Results): string[] {
  const { recommendation } = results;
  if (recommendation !== undefined)
    return [recommendation.sentence, ...recommendation.details.map((detail) => `  ${detail}`)];
  const [{ calibrationFinding: finding }, ...others] = comparedMethods(results);
  return finding === undefined || others.length > 0 ? [] : [finding.sentence];
}

/** The last lines of a command: the recommendation, and whether a simple model is as good as the network. */
export function answerLines(results: Results): string {
  const lines = [...recommendationLines(results), ...simpleSentences(results)];
  return lines.length === 0 ? "" : ["", ...lines, ""].join("\n");
}

/** Writes what a person reads: to standard error where standard output holds JSON. */
export function say(text: string, json: boolean | undefined): void {
  const stream = json === true ? process.stderr : process.stdout;
  // Names in it come from files.
  stream.write(terminalText(text));
}

/** Writes to standard output. */
export function printResults(results: Results, json: boolean): void {
  if (json) process.stdout.write(toJson(results));
  else say(`${[renderTable(results), sentencesOf(results)].filter((part) => part !== "").join("\n\n")}\n`, false);
}
