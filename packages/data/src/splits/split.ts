// Holds out a share of the training examples for validation.
import { type Random } from "@softlabel/core";
import { checkRange } from "@softlabel/core/internal";
import { type Examples, selectRows } from "@softlabel/engine";
import { holdOut } from "./holdOut.ts";

/**
 * Holds out a share of every class for validation. Both sides keep the order of the rows, and share the inputs.
 * @param fraction the share to hold out, 0 to below 1; 0 holds out nothing
 * @param random decides which rows
 * @param groups group numbers, one per example: a group stays on one side
 * @throws UsageError when the fraction is out of range
 */
export function splitTrain(
  examples: Examples,
  fraction: number,
  random: Random,
  groups?: Int32Array,
): { train: Examples; validation: Examples } {
  checkRange("splitTrain", "the fraction held out", fraction, { from: 0, to: 1, open: "to" });
  const marks = holdOut(examples.labels, fraction, random, groups);
  const rows = new Int32Array(marks.length).map((_, row) => row);
  return {
    train: selectRows(
      examples,
      rows.filter((row) => marks[row] === 0),
    ),
    validation: selectRows(
      examples,
      rows.filter((row) => marks[row] === 1),
    ),
  };
}
