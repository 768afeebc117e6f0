// Early stopping: which epoch is the best so far, and whether a training ends, from the lines of its epochs alone.
import type { EpochResult } from "../results/results.ts";

/** What decides when a training ends. */
export interface Ending {
  /** Epochs of a training that is not stopped early. */
  readonly epochs: number;
  /** Epochs without a lower validation log loss after which a training stops (Prechelt 1998); it does not where absent. */
  readonly patience?: number;
}

/** The epoch with the lowest validation log loss, the first of equal ones; 0 before there is any. */
export function bestEpoch(lines: readonly EpochResult[]): number {
  let [best, least] = [0, Infinity];
  for (const { epoch, validation } of lines)
    if (validation !== undefined && validation.nll < least) [best, least] = [epoch, validation.nll];
  return best;
}

/** Whether a training ends after these epochs. */
export function isOver({ epochs, patience }: Ending, lines: readonly EpochResult[]): boolean {
  return lines.length >= epochs || (patience !== undefined && lines.length - bestEpoch(lines) >= patience);
}
