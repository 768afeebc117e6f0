// Checks that an experiment's options fit each other and the data, before anything is trained.
import { parseMethod, UsageError } from "@softlabel/core";
import { fail } from "@softlabel/core/internal";
import { checkActivations } from "@softlabel/engine/internal";
import type { Dataset } from "@softlabel/data";
import { augmentationOf } from "./augment.ts";
import { armsOf, trainedMethods } from "./arm.ts";
import { parseClassWeights } from "./classWeights.ts";
import { fileInputOf } from "./classifierFile.ts";
import { inputOf, splitOf } from "./examplesOf.ts";
import type { ExperimentOptions } from "./fields.ts";
import { initialModel, isModelFile, isPretrained } from "./initialModel.ts";
import type { ReadFile } from "./inputFile.ts";
import { isTaught, readTeacher, teachersOf } from "./teacher.ts";

/** Refuses augmentations that do not fit the examples, and mixing with methods that have no targets for mixtures. */
function checkAugmentation({ augment, ...options }: ExperimentOptions, { shape, classes }: Dataset): void {
  const augmentation = augmentationOf(augment);
  augmentation?.checkShape(shape);
  if (augmentation?.mixes !== true) return;
  const unfit = trainedMethods(options.methods).find((method) => !takesMixtures(method, classes.length));
  const remedy = "leave out the method or the mixing";
  if (unfit !== undefined) fail(`--augment ${augment}`, "methods that support mixtures of classes", unfit, remedy);
}

/** Whether a method has targets for mixtures of two classes. */
function takesMixtures(method: string, classes: number): boolean {
  try {
    parseMethod(method).soften(new Float64Array(classes).fill(1 / classes), classes);
    return true;
  } catch (error) {
    if (error instanceof UsageError) return false;
    throw error;
  }
}

/** Refuses a teacher that does not fit the data or that no method uses, and a method without its teacher. */
function checkTeacher({ teacher, methods, seeds }: ExperimentOptions, dataset: Dataset, readFile: ReadFile): void {
  const taught = trainedMethods(methods).find(isTaught);
  if (teacher === undefined && taught !== undefined)
    fail(
      `${taught}, --teacher`,
      `a teacher for ${taught}`,
      "none",
      "give --teacher an ONNX file, or a folder made by softlabel train",
    );
  if (teacher !== undefined && taught === undefined)
    fail("--teacher", "a method that learns from a teacher, such as distill", methods, "add one to --methods");
  if (teacher === undefined) return;
  for (const each of teachersOf({ teacher, seeds })) fileInputOf(readTeacher(each, readFile), inputOf(dataset));
}

/** Refuses methods that choose a parameter if there are no validation rows. */
function checkChoices({ methods, validation }: ExperimentOptions, dataset: Dataset): void {
  const [arm] = armsOf(methods);
  if (arm === undefined || splitOf(dataset, validation).validation.count > 0) return;
  fail(
    arm.method,
    "validation rows to choose on",
    `--validation ${validation}`,
    "hold some out, or give the value yourself",
  );
}

/** Refuses early stopping without validation rows. */
function checkPatience({ patience, validation }: ExperimentOptions, dataset: Dataset): void {
  if (patience === undefined || splitOf(dataset, validation).validation.count > 0) return;
  const got = `--validation ${validation}`;
  fail(`--patience ${patience}`, "validation rows to stop by", got, "hold some out, or leave the option out");
}

/** Refuses weights of unknown classes. */
function checkClassWeights({ classWeights }: ExperimentOptions, { classes }: Dataset): void {
  if (classWeights !== undefined) parseClassWeights(classWeights).checkNames(classes);
}

/** Refuses to freeze random layers, and --weights for a model that has its own. */
function checkTuning(options: ExperimentOptions): void {
  const { model, weights, tune } = options;
  const remedy = "give the model as an ONNX file or with --weights, or leave the option out";
  if (tune !== "all" && !isPretrained(options)) fail(`--tune ${tune}`, "a pretrained model", model, remedy);
  if (weights !== undefined && isModelFile(model))
    fail(`--weights ${weights}`, "an architecture, such as resnet18", model, "leave the weights out");
}

/** Refuses unknown activations. */
function checkKept(options: ExperimentOptions, dataset: Dataset, readFile: ReadFile): void {
  const { keepActivations = [] } = options;
  if (keepActivations.length > 0) checkActivations(initialModel(options, 1, dataset, readFile), keepActivations);
}

/**
 * Checks the options against each other and against the data.
 * @throws UsageError if they do not fit
 */
export function checkOptions(options: ExperimentOptions, dataset: Dataset, readFile: ReadFile): void {
  checkTuning(options);
  checkTeacher(options, dataset, readFile);
  checkAugmentation(options, dataset);
  checkChoices(options, dataset);
  checkPatience(options, dataset);
  checkClassWeights(options, dataset);
  checkKept(options, dataset, readFile);
}
