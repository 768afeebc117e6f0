// softlabel report: rebuilds results and report of an experiment from its records alone.
import path from "node:path";
import { check } from "@softlabel/core/internal";
import { evaluatePredictions, readEvaluation, type Evaluation } from "../run/evaluation.ts";
import { readExperiment, type Results } from "@softlabel/experiment/internal";
import { writeWhole } from "../folder/files.ts";
import { folderStore } from "../folder/folderStore.ts";
import { writeResults } from "../run/run.ts";
import { checkExport, exportReport, type ExportOptions } from "./exportReport.ts";
import { answerLines, printResults, say } from "./print.ts";
import { openTensorboard, tensorboardLine } from "./tensorboard.ts";

/** Writes report.html into the folder and returns its path. */
export async function writeReport(folder: string, results: Results): Promise<string> {
  // Plotting takes a third of a second to import; commands that draw nothing do without.
  const { reportPage } = await import("../run/reportPage.ts");
  const file = path.join(folder, "report.html");
  writeWhole(file, reportPage(results));
  return file;
}

/** Options of report. */
export interface ReportOptions extends ExportOptions {
  readonly json?: boolean;
  readonly tensorboard?: string;
}

/** The evaluation of which `folder` holds the results; undefined for the folder of an experiment. */
function evaluationIn(folder: string, { tensorboard }: ReportOptions): Evaluation | undefined {
  const evaluation = readEvaluation(folder);
  if (evaluation === undefined) readExperiment(folderStore(folder));
  const trained = evaluation === undefined || tensorboard === undefined;
  check(trained, "--tensorboard", "the folder of an experiment", folder, "leave the option out");
  return evaluation;
}

/** Rebuilds results.json and report.html. */
export async function report(folder: string, options: ReportOptions): Promise<void> {
  checkExport(options);
  const evaluation = evaluationIn(folder, options);
  const runs = await openTensorboard(folder, options.tensorboard);
  // The records of an evaluation are the files that it names.
  const { results } =
    evaluation === undefined ? { results: await writeResults(folder) } : await evaluatePredictions(evaluation, folder);
  const file = await writeReport(folder, results);
  const exported = await exportReport(folder, results, options);
  runs?.clear();
  await runs?.writeExperiment(results);
  printResults(results, options.json === true);
  if (options.json === true) return;
  say(`\nReport:  ${file}\n${exported}${tensorboardLine(options.tensorboard)}${answerLines(results)}`, false);
}
