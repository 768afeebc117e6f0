// Hints for unknown flags: the flag that is probably meant, also by its names in other programs.
import { likelyName } from "@softlabel/core/internal";

/** Names of our flags in other programs, in lower case and without signs. */
const otherNames = {
  model: "arch architecture network backbone",
  lr: "learningrate",
  optimizer: "opt optim solver",
  schedule: "scheduler lrscheduler sched",
  "batch-size": "bs batch",
  augment: "augmentation transforms mixup cutmix",
  patience: "earlystopping",
  label: "target labelcolumn targetcolumn",
  size: "imgsize imagesize inputsize",
  out: "output outputdir logdir savedir",
  "class-weights": "weighted",
  workers: "jobs numworkers",
};

const smoothing = ["labelsmoothing", "smoothing", "labelsmoothingfactor", "alpha", "ls"];

/** What to write instead of a flag, by its name and the flags of the command. */
function insteadOf(name: string, flags: readonly string[]): string | undefined {
  const methods = ["methods", "method"].find((flag) => flags.includes(flag));
  if (methods !== undefined && smoothing.includes(name)) return `Write --${methods} smooth:0.1.`;
  if (["data", "dataset"].includes(name)) return "Give the data after the command: softlabel compare DATA.";
  return name === "numclasses" ? "The number of classes is taken from the data." : undefined;
}

/**
 * The message of an unknown flag with a hint after it; any other message as it is.
 * @param flags the command's long flags, without dashes
 */
export function withFlagHint(message: string, flags: readonly string[]): string {
  const name = /unknown option '--([^'=]+)/.exec(message)?.[1];
  if (name === undefined) return message;
  const likely = likelyName(name, flags, otherNames);
  const hint =
    insteadOf(name.toLowerCase().replace(/[^a-z0-9]/g, ""), flags) ?? (likely && `Did you mean --${likely}?`);
  return hint === undefined ? message : `${message.trimEnd()}\n(${hint})\n`;
}
