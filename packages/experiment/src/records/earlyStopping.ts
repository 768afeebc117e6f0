// Early stopping: the best epoch so far, and whether a run ends, from its recorded epochs alone.
import type { EpochResult } from "../results/results.ts";

/** The options that decide when a run ends. */
interface Ending {
  /** Number of epochs without early stopping. */
  readonly epochs: number;
  /** Epochs without a lower validation log loss after which a run stops (Prechelt 1998); no early stopping if undefined. */
  readonly patience?: number;
}

/** The epoch with the lowest validation log loss, the first if several are equal; 0 before the first epoch. */
export function bestEpoch(lines: readonly EpochResult[]): number {
  let [best, least] = [0, Infinity];
  for (const { epoch, validation } of lines)
    if (validation !== undefined && validation.nll < least) [best, least] = [epoch, validation.nll];
  return best;
}

/** Whether a run ends after these epochs. */
export function isOver({ epochs, patience }: Ending, lines: readonly EpochResult[]): boolean {
  return lines.length >= epochs || (patience !== undefined && lines.length - bestEpoch(lines) >= patience);
}
