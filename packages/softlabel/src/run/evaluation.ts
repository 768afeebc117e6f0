// Evaluates files of predictions, and leaves what was asked for and the results in a folder.
import path from "node:path";
import type { PrimaryQuestion } from "@softlabel/core/internal";
import { sha256 } from "@softlabel/data/internal";
import { evaluate, type Results, toJson, version } from "@softlabel/experiment/internal";
import { readJsonFile, writeWhole } from "../folder/files.ts";
import { checkPlace, namePart } from "../folder/places.ts";
import { describeMachine } from "../folder/thisMachine.ts";
import { withPredictions, type PredictionOptions } from "../predictionFiles/openPredictions.ts";

/** How files are to be read, and what is asked of them. */
interface EvaluationOptions extends PredictionOptions {
  /** The one question that was declared beforehand. */
  readonly primary?: PrimaryQuestion;
}

/** What is to be evaluated, and how it was asked for. */
export interface Evaluation {
  /** "method=file", or files that name their method. */
  readonly files: readonly string[];
  readonly options: EvaluationOptions;
  /** The command line, for the record. */
  readonly command: string;
}

const recordFile = "evaluation.json";

/** The folder of an evaluation without --out: the same files and options give the same folder. */
function defaultFolder({ files, options }: Evaluation): string {
  const digest = sha256(JSON.stringify([files, options])).slice(0, 8);
  return path.join("evaluations", `${namePart(files[0])}-${digest}`);
}

/** The evaluation of which `folder` holds the results; undefined if there is none. */
export function readEvaluation(folder: string): Evaluation | undefined {
  return readJsonFile(path.join(folder, recordFile)) as Evaluation | undefined;
}

/**
 * Evaluates files of predictions and leaves evaluation.json and results.json.
 * @param out the folder for them; must be free, empty or that of an earlier evaluation
 * @throws UsageError where a file cannot be read or has rows that are wrong, or the folder holds something else
 */
export async function evaluatePredictions(
  evaluation: Evaluation,
  out: string | undefined,
): Promise<{ folder: string; results: Results }> {
  const folder = out ?? defaultFolder(evaluation);
  checkPlace(folder, recordFile);
  const { files, options, command } = evaluation;
  const asked = { files, ...options, command, ...describeMachine() };
  const results = await withPredictions(files, options, (predictions) => evaluate(predictions, asked));
  writeWhole(path.join(folder, recordFile), toJson({ softlabel: version, files, options, command }));
  writeWhole(path.join(folder, "results.json"), toJson(results));
  return { folder, results };
}
