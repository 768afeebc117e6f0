// Runs in a folder for TensorBoard, if --tensorboard is given.
import { mkdirSync } from "node:fs";
import { fail } from "@softlabel/core/internal";
import type { TensorboardRuns } from "../tensorboard/tensorboardRuns.ts";

/** The option's flag and help, the same for every command that has it. */
export const tensorboardFlag = [
  "--tensorboard <folder>",
  "folder for TensorBoard event files: scalars, histograms and plots",
] as const;

/**
 * The runs of the records in `folder`. Their folder is created at once, so that a wrong path fails before training.
 * @param directory as --tensorboard gave it
 */
export async function openTensorboard(
  folder: string,
  directory: string | undefined,
): Promise<TensorboardRuns | undefined> {
  if (directory === undefined) return undefined;
  try {
    mkdirSync(directory, { recursive: true });
  } catch (error) {
    fail("--tensorboard", "a folder that can be created", directory, (error as Error).message);
  }
  // Plots take a third of a second to import; commands that draw nothing do without.
  const { TensorboardRuns } = await import("../tensorboard/tensorboardRuns.ts");
  return new TensorboardRuns(folder, directory);
}

/** How to look at what was written. */
export function tensorboardLine(directory: string | undefined): string {
  return directory === undefined ? "" : `TensorBoard: tensorboard --logdir ${directory}\n`;
}
