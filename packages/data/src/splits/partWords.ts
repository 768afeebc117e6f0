// The words by which people mark rows of training, validation and test.
import { partNames, type PartName } from "../base/dataset.ts";

const words: Readonly<Record<PartName, readonly string[]>> = {
  train: ["train", "training", "fit"],
  validation: ["validation", "valid", "val", "dev", "development", "calibration", "calib", "cal"],
  test: ["test", "testing", "tst", "eval", "evaluation", "holdout", "hold-out"],
};

/** The part that a word names, in any case; undefined where it names none. */
export function partNamed(word: string): PartName | undefined {
  const plain = word.trim().toLowerCase();
  return partNames.find((part) => words[part].includes(plain));
}
