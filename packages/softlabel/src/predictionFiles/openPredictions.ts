// Opens the predictions of all methods and seeds, checked against one another, as logits of the same rows.
import path from "node:path";
import { checkName } from "@softlabel/core/internal";
import { preparedFolder, refuse, withTemporaryFolder } from "@softlabel/data/internal";
import {
  alignClasses,
  alignRows,
  type CheckedRows,
  checkFiles,
  logitRows,
  type PredictionSet,
  type PredictionSource,
  type ScoreFile,
  type ScoreRows,
} from "@softlabel/experiment/internal";
import { findMethodFiles, matchValidation, type MethodFiles, type PredictionFile } from "./methodFiles.ts";
import type { ScoreTableOptions } from "./planScoreTable.ts";
import { readScores } from "./readScores.ts";

/** How files of predictions are to be read. */
export interface PredictionOptions extends ScoreTableOptions {
  /** The method that the others are compared with; the first where left out. */
  readonly baseline?: string | undefined;
  /** Whether rows that are wrong are left out rather than refused. */
  readonly lenient?: boolean | undefined;
  /** Files of validation rows, written as those of test rows are. */
  readonly validation?: readonly string[] | undefined;
}

/** A trial's rows, with classes in the same order in all of them. */
interface OpenedTrial extends PredictionFile {
  readonly test: ScoreRows;
  readonly validation?: ScoreRows | undefined;
}

async function readAll(
  files: readonly PredictionFile[],
  options: ScoreTableOptions,
  folder: string,
): Promise<(PredictionFile & ScoreFile)[]> {
  const opened: (PredictionFile & ScoreFile)[] = [];
  for (const [i, file] of files.entries()) {
    opened.push({ ...file, ...(await readScores(file.text, options, path.join(folder, String(i)))) });
  }
  return opened;
}

/** The validation rows of each trial: those of its own file, or of another. */
async function readValidation(
  trials: readonly (PredictionFile & ScoreFile)[],
  options: PredictionOptions,
  folder: string,
): Promise<(ScoreRows | undefined)[]> {
  const { validation, split, id, ...shared } = options;
  const reading = { ...shared, id: false as const };
  if (validation === undefined) return trials.map((trial) => trial.validation);
  const inside = trials.find((trial) => trial.validation !== undefined);
  if (inside !== undefined) {
    refuse("--validation", "files without validation rows of their own", inside.text, "leave the option out");
  }
  const matched = matchValidation(trials, await findMethodFiles(validation));
  const read = await readAll(matched, reading, folder);
  return read.map(({ test }) => test);
}

/** What was found in the files rather than said: once where it is the same in all. */
function noteFound(read: readonly (PredictionFile & ScoreFile)[]): string[] {
  const files = read.filter(({ notes }) => notes.length > 0);
  const distinct = [...new Set(files.flatMap(({ notes }) => notes))];
  return distinct.map((note) => {
    const own = files.filter(({ notes }) => notes.includes(note)).map(({ text }) => path.basename(text));
    const where = own.length === read.length && own.length > 1 ? "In every file" : `In ${own.join(", ")}`;
    return `${where}, ${note}`;
  });
}

async function openTrials(
  { files }: MethodFiles,
  options: PredictionOptions,
  folder: string,
): Promise<{ trials: OpenedTrial[]; notes: string[] }> {
  // of a single file, ids are of no use
  const reading = files.length > 1 || typeof options.id === "string" ? options : { ...options, id: false as const };
  const read = await readAll(files, reading, folder);
  const validation = await readValidation(read, options, `${folder}-validation`);
  const without = read.find((_, i) => validation[i] === undefined);
  if (without !== undefined && validation.some((rows) => rows !== undefined)) {
    refuse(without.text, "validation rows, as other files have", "none", "give all methods validation rows, or none");
  }
  const [{ test: first }] = read;
  const align = (rows: ScoreRows): ScoreRows => alignClasses(rows, first.classes, first.name);
  const trials = read.map(({ method, seed, text, test }, i) => {
    const own = validation[i];
    return { method, seed, text, test: align(test), ...(own === undefined ? {} : { validation: align(own) }) };
  });
  const { rows, notes } = alignRows(trials.map(({ test }) => test));
  return { trials: trials.map((trial, i) => ({ ...trial, test: rows[i] })), notes: [...noteFound(read), ...notes] };
}

const toSource = ({ rows, kind, left }: CheckedRows): PredictionSource => logitRows(rows, kind, left);

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
    const { trials, notes } = await openTrials(found, options, path.join(folder, "test"));
    const checked = checkFiles(trials, options);
    return use({
      methods: [baseline, ...found.methods.filter((method) => method !== baseline)],
      classes: trials[0].test.classes,
      trials: trials.map(({ method, seed }, i) => {
        const { test, validation } = checked.trials[i];
        return { method, seed, test: toSource(test), ...(validation && { validation: toSource(validation) }) };
      }),
      notes: [...found.notes, ...notes, ...checked.notes],
    });
  });
}
