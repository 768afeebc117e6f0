// Opens a file of scores, whatever its format.
import { statSync } from "node:fs";
import { refuse } from "@softlabel/data/internal";
import { tableFormat } from "@softlabel/data/node/internal";
import type { ScoreTableOptions } from "./planScoreTable.ts";
import { isArrayFile, readScoreArrays } from "./readScoreArrays.ts";
import { readScoreTable } from "./readScoreTable.ts";
import type { ScoreFile } from "@softlabel/experiment/internal";

const isFolder = (text: string): boolean => statSync(text, { throwIfNoEntry: false })?.isDirectory() === true;

/** Refuses options on tables, which would be ignored. */
function checkForArrays(text: string, options: ScoreTableOptions): void {
  for (const name of ["columns", "split"] as const) {
    if (options[name] === undefined) continue;
    const remedy =
      name === "split"
        ? "save the validation rows as arrays of their own, val_logits and val_labels, or give them with --validation"
        : "name the array logits or probabilities";
    refuse(`--${name}`, "a table", text, remedy);
  }
}

/**
 * Opens a file of scores.
 * @param text a table as `tableFormat` knows it, a .npz or .npy file, or a folder of .npy files
 * @param folder a new one of this name is made where one is needed
 * @throws UsageError when it cannot be read or understood
 */
export async function readScores(text: string, options: ScoreTableOptions, folder: string): Promise<ScoreFile> {
  if (isArrayFile(text) || isFolder(text)) {
    checkForArrays(text, options);
    return readScoreArrays(text, options, folder);
  }
  if (tableFormat(text) !== undefined) return readScoreTable(text, options, folder);
  const expected =
    "a file of predictions that ends in .csv, .tsv, .parquet, .json, .jsonl, .npz or .npy, or a folder of .npy files";
  return refuse(text, expected, "another ending", "save the predictions as one of these");
}
