// How long a training is: whole epochs, or so many steps, of which the last epoch may hold fewer than the others.
import { check, checkRange } from "@softlabel/core/internal";
import type { Model } from "../models/model.ts";
import { planEpoch, type EpochPlan } from "./examples/epochPlan.ts";

/** Epochs and steps of a whole training. */
export interface TrainingLength {
  readonly epochs: number;
  readonly steps: number;
}

const counting = { from: 1, to: Infinity, integer: true } as const;

/**
 * The length that is asked for, in epochs or in steps.
 * @param who the function that was called, for messages
 * @throws UsageError where neither is given, or both are
 */
export function trainingLength(
  who: string,
  { epochs, steps }: { readonly epochs?: number | undefined; readonly steps?: number | undefined },
  plan: Pick<EpochPlan, "steps">,
): TrainingLength {
  check((epochs === undefined) !== (steps === undefined), who, "either epochs or steps", { epochs, steps });
  if (steps !== undefined) {
    checkRange(who, "steps", steps, counting);
    return { epochs: Math.ceil(steps / plan.steps), steps };
  }
  checkRange(who, "epochs", epochs!, counting);
  return { epochs: epochs!, steps: epochs! * plan.steps };
}

/**
 * How many epochs so many steps take, ⌈steps / steps per epoch⌉.
 * @param steps of the whole training
 * @param examples how many there are to train on
 * @param model decides whether a last batch of one example is left out
 * @throws UsageError where a model that normalises by its batches is given batches of one example
 */
export function epochsOfSteps(
  steps: number,
  { examples, batchSize }: { readonly examples: number; readonly batchSize: number },
  model: Pick<Model, "statistics">,
): number {
  const who = "epochsOfSteps";
  return trainingLength(who, { steps }, planEpoch(who, examples, batchSize, model)).epochs;
}
