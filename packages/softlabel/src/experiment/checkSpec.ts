// Whether the options of an experiment go together, and with the data: checked before anything is trained.
import { fail, parseMethod, UsageError } from "@softlabel/core";
import type { Dataset } from "../data/index.ts";
import { augmentationOf } from "./augment.ts";
import type { ExperimentSpec } from "./fields.ts";

/** Refuses changes that the examples are not made for, and mixtures where a method knows none. */
function checkAugmentation({ augment, methods }: ExperimentSpec, { shape, classes }: Dataset): void {
  const augmentation = augmentationOf(augment);
  augmentation?.checkShape(shape);
  if (augmentation?.mixes !== true) return;
  const unfit = methods.find((method) => !takesMixtures(method, classes.length));
  const remedy = "leave the method out, or the mixing";
  if (unfit !== undefined) fail(`--augment ${augment}`, "methods that take mixtures of classes", unfit, remedy);
}

/** Whether a method has targets for examples that are part one class, part another. */
function takesMixtures(method: string, classes: number): boolean {
  try {
    parseMethod(method).soften(new Float64Array(classes).fill(1 / classes), classes);
    return true;
  } catch (error) {
    if (error instanceof UsageError) return false;
    throw error;
  }
}

/**
 * Checks the options against one another and against the data.
 * @throws UsageError where they do not go together
 */
export function checkSpec(spec: ExperimentSpec, dataset: Dataset): void {
  checkAugmentation(spec, dataset);
}
