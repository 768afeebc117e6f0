// Opens the predictions of all methods and seeds, checked against one another, as logits of the same rows.
import path from "node:path";
import { checkName } from "@softlabel/core/internal";
import { refuse } from "@softlabel/data/internal";
import { preparedFolder, withTemporaryFolder } from "@softlabel/data/node/internal";
import {
  checkPredictions,
  type PredictionFile,
  type PredictionSet,
  type ReadPredictions,
  type ScoreRows,
  validationFiles,
} from "@softlabel/experiment/internal";
import { findMethodFiles } from "./methodFiles.ts";
import type { ScoreTableOptions } from "./planScoreTable.ts";
import { readScores } from "./readScores.ts";

/** How files of predictions are to be read. */
export interface PredictionOptions extends ScoreTableOptions {
  /** The method that the others are compared with; the first where left out. */
  readonly baseline?: string | undefined;
  /** Whether rows that are wrong are left out rather than refused. */
  readonly lenient?: boolean | undefined;
  /** How far the sum of a row's probabilities may be from one, to be divided by it. */
  readonly renormalise?: number | undefined;
  /** Files of validation rows, written as those of test rows are. */
  readonly validation?: readonly string[] | undefined;
}

async function readAll(
  files: readonly PredictionFile[],
  optionsOf: (file: number) => ScoreTableOptions,
  folder: string,
): Promise<ReadPredictions[]> {
  const opened: ReadPredictions[] = [];
  for (const [i, file] of files.entries()) {
    opened.push({ ...file, ...(await readScores(file.text, optionsOf(i), path.join(folder, String(i)))) });
  }
  return opened;
}

/** The validation rows of each trial: those of its own file, or of another. */
async function readValidation(
  trials: readonly ReadPredictions[],
  options: PredictionOptions,
  folder: string,
): Promise<(ScoreRows | undefined)[]> {
  const { validation, split, id, ...shared } = options;
  // Labels mean what those of the test rows mean, which may show more of the classes.
  const reading = (i: number) => ({ ...shared, id: false as const, labelsFrom: trials[i].test.labelsFrom });
  if (validation === undefined) return trials.map((trial) => trial.validation);
  const inside = trials.find((trial) => trial.validation !== undefined);
  if (inside !== undefined) {
    refuse("--validation", "files without validation rows of their own", inside.text, "leave the option out");
  }
  const matched = validationFiles(trials, await findMethodFiles(validation));
  const read = await readAll(matched, reading, folder);
  return read.map(({ test }) => test);
}

/** The test and validation rows of all files. */
async function readFiles(
  files: readonly PredictionFile[],
  options: PredictionOptions,
  folder: string,
): Promise<ReadPredictions[]> {
  // Of a single file, ids are of no use.
  const reading = files.length > 1 || typeof options.id === "string" ? options : { ...options, id: false as const };
  const read = await readAll(files, () => reading, path.join(folder, "test"));
  const validation = await readValidation(read, options, path.join(folder, "validation"));
  return read.map((file, i) => ({ ...file, validation: validation[i] }));
}

/**
 * Opens files of predictions for as long as `use` takes.
 * @param given "method=file" or files, as `findMethodFiles` takes them
 * @throws UsageError when a file cannot be read, has rows that are wrong, or other rows than the first
 */
export async function withPredictions<Result>(
  given: readonly string[],
  options: PredictionOptions,
  use: (predictions: PredictionSet) => Result | Promise<Result>,
): Promise<Result> {
  const found = await findMethodFiles(given);
  const { baseline = found.methods[0] } = options;
  checkName("--baseline", "the method", baseline, found.methods);
  return withTemporaryFolder(path.join(preparedFolder(), "predictions"), async (folder) => {
    const read = await readFiles(found.files, options, folder);
    return use(checkPredictions(found, read, baseline, options));
  });
}
