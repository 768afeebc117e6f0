// Prints results on standard output: the table and the verdicts, or JSON alone.
import type { Results } from "../experiment/records/results.ts";
import { toJson } from "../experiment/files/files.ts";
import { comparedMethods } from "../report/choices.ts";
import { claimLines } from "./claims.ts";
import { renderTable } from "../report/table.ts";

/** The sentences of primary verdicts, then what they say together. */
function verdictLines({ verdicts, summary = [] }: Results): string[] {
  const primary = verdicts.filter((verdict) => verdict.primary);
  return [...primary.map(({ sentence }) => sentence), ...summary].map((sentence) => `- ${sentence}`);
}

const sentencesOf = (results: Results): string => [...verdictLines(results), ...claimLines(results)].join("\n");

/** The last lines of a command: what to do, and under it what that rests on; of a single method, whether it is calibrated. */
export function answerLines(results: Results): string {
  const { recommendation } = results;
  if (recommendation !== undefined) {
    const { sentence, details } = recommendation;
    return ["", sentence, ...details.map((detail) => `  ${detail}`), ""].join("\n");
  }
  const [{ calibrationFinding: finding }, ...others] = comparedMethods(results);
  return finding === undefined || others.length > 0 ? "" : `\n${finding.sentence}\n`;
}

/** Writes to standard output. */
export function printResults(results: Results, json: boolean): void {
  if (json) process.stdout.write(toJson(results));
  else
    process.stdout.write(
      `${[renderTable(results), sentencesOf(results)].filter((part) => part !== "").join("\n\n")}\n`,
    );
}
