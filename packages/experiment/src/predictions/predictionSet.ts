// The predictions of all runs, checked against each other: logits of the same rows, classes in the same order.
import { fileName, refuse } from "@softlabel/data/internal";
import { alignClasses } from "./alignClasses.ts";
import { alignRows } from "./alignRows.ts";
import { checkFiles, type CheckOptions, type CheckedRows } from "./checkFiles.ts";
import { logitRows } from "./logitRows.ts";
import { type MethodFiles, type PredictionFile } from "./methodFiles.ts";
import type { PredictionSource } from "./predictionSource.ts";
import type { ScoreFile, ScoreRows } from "./scoreFile.ts";

/** The predictions of one run, for test rows and, if there are any, validation rows. */
export interface PredictedTrial {
  readonly method: string;
  readonly seed: number;
  readonly test: PredictionSource;
  readonly validation?: PredictionSource | undefined;
}

/** The predictions of all runs. */
export interface PredictionSet {
  /** The baseline first. */
  readonly methods: readonly string[];
  readonly classes: readonly string[];
  readonly trials: readonly PredictedTrial[];
  /** Notes on what was found, left out or changed. */
  readonly notes: readonly string[];
}

/** A file of predictions as it was read. */
export type ReadPredictions = PredictionFile & ScoreFile;

/** Notes on the files; once if they are the same for all. */
function noteFound(read: readonly ReadPredictions[]): string[] {
  const files = read.filter(({ notes }) => notes.length > 0);
  const distinct = [...new Set(files.flatMap(({ notes }) => notes))];
  return distinct.map((note) => {
    const own = files.filter(({ notes }) => notes.includes(note)).map(({ text }) => fileName(text));
    const where = own.length === read.length && own.length > 1 ? "In every file" : `In ${own.join(", ")}`;
    return `${where}, ${note}`;
  });
}

/** Refuses validation rows in only some of the files. */
function checkValidation(read: readonly ReadPredictions[]): void {
  const without = read.find(({ validation }) => validation === undefined);
  if (without === undefined || read.every(({ validation }) => validation === undefined)) return;
  refuse(without.text, "validation rows, as other files have", "none", "give all methods validation rows, or none");
}

/** The rows of each file, with classes and test rows in the order of the first file. */
function aligned(read: readonly ReadPredictions[]) {
  const [{ test: first }] = read;
  const align = (rows: ScoreRows): ScoreRows => alignClasses(rows, first.classes, first.name);
  const { rows, notes } = alignRows(read.map(({ test }) => align(test)));
  const trials = read.map(({ validation }, i) => ({ test: rows[i], validation: validation && align(validation) }));
  return { trials, notes };
}

const toSource = ({ rows, kind, left, clipped }: CheckedRows): PredictionSource => logitRows(rows, kind, left, clipped);

/**
 * Checks files of predictions against each other.
 * @param found the files' methods
 * @param read their contents, in the order of `found.files`
 * @param baseline the method that the others are compared with
 * @throws UsageError if rows are invalid, or differ from those of the first file
 */
export function checkPredictions(
  found: MethodFiles,
  read: readonly ReadPredictions[],
  baseline: string,
  options: CheckOptions,
): PredictionSet {
  checkValidation(read);
  const { trials, notes } = aligned(read);
  const checked = checkFiles(trials, options);
  return {
    methods: [baseline, ...found.methods.filter((method) => method !== baseline)],
    classes: trials[0].test.classes,
    trials: checked.trials.map(({ test, validation }, i) => {
      const { method, seed } = read[i];
      return { method, seed, test: toSource(test), validation: validation && toSource(validation) };
    }),
    notes: [...found.notes, ...noteFound(read), ...notes, ...checked.notes],
  };
}
