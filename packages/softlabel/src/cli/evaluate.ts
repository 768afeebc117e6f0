// softlabel evaluate: predictions of any program → table, verdicts and report, without training.
import { checkName, counted } from "@softlabel/core/internal";
import { evaluatePredictions } from "../run/evaluation.ts";
import type { PredictionOptions } from "../predictionFiles/openPredictions.ts";
import { experimentFields, renormaliseTolerance, type Results, scoreKinds } from "@softlabel/experiment/internal";
import { commandLine } from "./experimentOptions.ts";
import { answerLines, printResults, say } from "./print.ts";
import { writeReport } from "./report.ts";

/** Options of the evaluation, as commander gives them. */
export interface EvaluateOptions extends Omit<PredictionOptions, "scores" | "renormalise"> {
  readonly renormalise?: boolean;
  readonly scores?: string;
  readonly primary?: string;
  readonly out?: string;
  readonly json?: boolean;
  readonly debug?: boolean;
}

/** What is evaluated, and notes on it. */
function describe({ data, methods, trials }: Results): string {
  const held = data.validationCount > 0 ? `, ${counted(data.validationCount, "validation row")}` : "";
  const rows = `${counted(data.testCount, "test row")}${held} of ${data.classes.length} classes`;
  const lines = [`${counted(methods.length, "method")}, ${counted(trials.total, "run")}: ${rows}.`];
  return [...lines, ...(data.notes ?? []).map((note) => `Note: ${note}`), "", ""].join("\n");
}

/** Evaluates the files and prints the results. */
export async function evaluate(files: readonly string[], options: EvaluateOptions): Promise<void> {
  const { out, json, debug, scores, primary, renormalise, ...shared } = options;
  const reading = { ...shared, renormalise: renormalise === true ? renormaliseTolerance : undefined };
  const kind = scores === undefined ? {} : { scores: checkName("--scores", "the scores", scores, scoreKinds) };
  const question = primary === undefined ? {} : { primary: experimentFields.primary.parse(primary) };
  const evaluation = { files, options: { ...reading, ...kind, ...question }, command: commandLine() };
  const { folder, results } = await evaluatePredictions(evaluation, out);
  const report = await writeReport(folder, results);
  say(describe(results), json);
  printResults(results, json === true);
  say(`\nReport: ${report}\n${answerLines(results)}`, json);
}
