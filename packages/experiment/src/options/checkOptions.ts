// Whether the options of an experiment go together, and with the data: checked before anything is trained.
import { parseMethod, UsageError } from "@softlabel/core";
import { fail } from "@softlabel/core/internal";
import { checkActivations } from "@softlabel/engine";
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

/** Refuses changes that the examples are not made for, and mixtures where a method knows none. */
function checkAugmentation({ augment, ...options }: ExperimentOptions, { shape, classes }: Dataset): void {
  const augmentation = augmentationOf(augment);
  augmentation?.checkShape(shape);
  if (augmentation?.mixes !== true) return;
  const unfit = trainedMethods(options.methods).find((method) => !takesMixtures(method, classes.length));
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

/** Refuses a teacher that takes other examples or whom no method listens to, and a method without the teacher it needs. */
function checkTeacher({ teacher, methods, seeds }: ExperimentOptions, dataset: Dataset, readFile: ReadFile): void {
  const taught = trainedMethods(methods).find(isTaught);
  if (teacher === undefined && taught !== undefined)
    fail(
      `${taught}, --teacher`,
      `a teacher for ${taught}`,
      "none",
      "name an ONNX file, or a folder that softlabel train left",
    );
  if (teacher !== undefined && taught === undefined)
    fail("--teacher", "a method that learns from it, such as distill", methods, "add one to the methods");
  if (teacher === undefined) return;
  for (const each of teachersOf({ teacher, seeds })) fileInputOf(readTeacher(each, readFile), inputOf(dataset));
}

/** Refuses to choose where there are no rows to choose on. */
function checkChoices({ methods, validation }: ExperimentOptions, dataset: Dataset): void {
  const [arm] = armsOf(methods);
  if (arm === undefined || splitOf(dataset, validation).validation.count > 0) return;
  fail(arm.method, "validation rows to choose on", `--validation ${validation}`, "hold some out, or name the value");
}

/** Refuses to stop early where there are no rows to tell when. */
function checkPatience({ patience, validation }: ExperimentOptions, dataset: Dataset): void {
  if (patience === undefined || splitOf(dataset, validation).validation.count > 0) return;
  const got = `--validation ${validation}`;
  fail(`--patience ${patience}`, "validation rows to stop by", got, "hold some out, or leave the option out");
}

/** Refuses weights of classes that the data does not have. */
function checkClassWeights({ classWeights }: ExperimentOptions, { classes }: Dataset): void {
  if (classWeights !== undefined) parseClassWeights(classWeights).checkNames(classes);
}

/** Refuses to leave layers untrained that hold random numbers, and weights beside a model that has its own. */
function checkTuning(options: ExperimentOptions): void {
  const { model, weights, tune } = options;
  const remedy = "give the model's ONNX file or its --weights, or leave the option out";
  if (tune !== "all" && !isPretrained(options))
    fail(`--tune ${tune}`, "a model that was trained before", model, remedy);
  if (weights !== undefined && isModelFile(model))
    fail(`--weights ${weights}`, "an architecture, such as resnet18", model, "leave the weights out");
}

/** Refuses activations that the model does not have. */
function checkKept(options: ExperimentOptions, dataset: Dataset, readFile: ReadFile): void {
  const { keepActivations = [] } = options;
  if (keepActivations.length > 0)
    checkActivations("--keep-activations", initialModel(options, 1, dataset, readFile), keepActivations);
}

/**
 * Checks the options against one another and against the data.
 * @throws UsageError where they do not go together
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
