// The length of training in words.
import { counted } from "@softlabel/core/internal";
import { parseSchedule } from "@softlabel/engine";
import { type ExperimentOptions } from "@softlabel/experiment/internal";

type Length = Pick<ExperimentOptions, "epochs" | "steps" | "patience" | "schedule">;

/** "20 epochs", "250 steps, ending in epoch 3", "at most 20 epochs, stopping after 3 without a lower validation log loss" */
export function describeLength({ epochs, steps, patience }: Length): string {
  const whole = counted(epochs, "epoch");
  const length = steps === undefined ? whole : `${counted(steps, "step")}, ending in epoch ${epochs}`;
  if (patience === undefined) return length;
  return `at most ${length}, stopping after ${counted(patience, "epoch")} without a lower validation log loss`;
}

/** How early stopping affects a schedule, which does not know when training will stop. */
export function scheduleNotes({ epochs, patience, schedule }: Length): string[] {
  const { name } = parseSchedule(schedule);
  if (patience === undefined || name === "constant") return [];
  const spans = `The ${name} schedule spans all ${counted(epochs, "epoch")}`;
  return [`${spans}: a run that stops early, or keeps an earlier epoch, ends before the schedule does.`];
}
