// The length of a run in epochs and steps.
import { check, checkRange } from "@softlabel/core/internal";
import type { Model } from "../models/model.ts";
import { planEpoch, type EpochPlan } from "./examples/epochPlan.ts";

/** Epochs and steps of a whole run. */
export interface TrainingLength {
  readonly epochs: number;
  readonly steps: number;
}

const counting = { from: 1, to: Infinity, integer: true } as const;

/**
 * Completes a length given in epochs or in steps; with steps, the last epoch may be shorter.
 * @throws UsageError unless exactly one of them is given
 */
export function trainingLength(
  { epochs, steps }: { readonly epochs?: number | undefined; readonly steps?: number | undefined },
  plan: Pick<EpochPlan, "steps">,
): TrainingLength {
  check((epochs === undefined) !== (steps === undefined), "Trainer.create", "either epochs or steps", {
    epochs,
    steps,
  });
  if (steps !== undefined) {
    checkRange("Trainer.create", "steps", steps, counting);
    return { epochs: Math.ceil(steps / plan.steps), steps };
  }
  checkRange("Trainer.create", "epochs", epochs!, counting);
  return { epochs: epochs!, steps: epochs! * plan.steps };
}

/**
 * The number of epochs that a number of steps takes: ⌈steps / steps per epoch⌉.
 * @param steps of the whole run
 * @param examples number of training examples
 * @param model decides whether a last batch of one example is left out
 * @throws UsageError for batches of one example with batch normalisation
 */
export function epochsOfSteps(
  steps: number,
  { examples, batchSize }: { readonly examples: number; readonly batchSize: number },
  model: Pick<Model, "statistics">,
): number {
  return trainingLength({ steps }, planEpoch(examples, batchSize, model)).epochs;
}
