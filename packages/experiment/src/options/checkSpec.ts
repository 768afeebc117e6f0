// Whether the options of an experiment go together, and with the data: checked before anything is trained.
import { fail, parseMethod, UsageError } from "@softlabel/core";
import { checkActivations } from "@softlabel/engine";
import type { Dataset } from "@softlabel/data";
import { augmentationOf } from "./augment.ts";
import { armsOf, trainedMethods } from "./arm.ts";
import { parseClassWeights } from "./classWeights.ts";
import { fileInputOf, readClassifier } from "./classifierFile.ts";
import { inputOf, splitOf } from "./examplesOf.ts";
import type { ExperimentSpec } from "./fields.ts";
import { initialModel, isModelFile, isPretrained } from "./initialModel.ts";
import { isTaught, teacherFileOf, teacherOfSeed, teacherSeeds } from "./teacher.ts";

/** Refuses changes that the examples are not made for, and mixtures where a method knows none. */
function checkAugmentation({ augment, ...spec }: ExperimentSpec, { shape, classes }: Dataset): void {
  const augmentation = augmentationOf(augment);
  augmentation?.checkShape(shape);
  if (augmentation?.mixes !== true) return;
  const unfit = trainedMethods(spec.methods).find((method) => !takesMixtures(method, classes.length));
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
function checkTeacher({ teacher, methods, seeds }: ExperimentSpec, dataset: Dataset): void {
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
  for (const seed of teacherSeeds({ teacher, seeds }))
    fileInputOf(readClassifier(teacherFileOf(teacherOfSeed({ teacher, seed }))), inputOf(dataset));
}

/** Refuses to choose where there are no rows to choose on. */
function checkChoices({ methods, validation }: ExperimentSpec, dataset: Dataset): void {
  const [arm] = armsOf(methods);
  if (arm === undefined || splitOf(dataset, validation).validation.count > 0) return;
  fail(arm.method, "validation rows to choose on", `--validation ${validation}`, "hold some out, or name the value");
}

/** Refuses to stop early where there are no rows to tell when. */
function checkPatience({ patience, validation }: ExperimentSpec, dataset: Dataset): void {
  if (patience === undefined || splitOf(dataset, validation).validation.count > 0) return;
  const got = `--validation ${validation}`;
  fail(`--patience ${patience}`, "validation rows to stop by", got, "hold some out, or leave the option out");
}

/** Refuses weights of classes that the data does not have. */
function checkClassWeights({ classWeights }: ExperimentSpec, { classes }: Dataset): void {
  if (classWeights !== undefined) parseClassWeights(classWeights).checkNames(classes);
}

/** Refuses to leave layers untrained that hold random numbers, and weights beside a model that has its own. */
function checkTuning(spec: ExperimentSpec): void {
  const { model, weights, tune } = spec;
  const remedy = "give the model's ONNX file or its --weights, or leave the option out";
  if (tune !== "all" && !isPretrained(spec)) fail(`--tune ${tune}`, "a model that was trained before", model, remedy);
  if (weights !== undefined && isModelFile(model))
    fail(`--weights ${weights}`, "an architecture, such as resnet18", model, "leave the weights out");
}

/** Refuses activations that the model does not have. */
function checkKept(spec: ExperimentSpec, dataset: Dataset): void {
  const { keepActivations = [] } = spec;
  if (keepActivations.length > 0)
    checkActivations("--keep-activations", initialModel(spec, 1, dataset), keepActivations);
}

/**
 * Checks the options against one another and against the data.
 * @throws UsageError where they do not go together
 */
export function checkSpec(spec: ExperimentSpec, dataset: Dataset): void {
  checkTuning(spec);
  checkTeacher(spec, dataset);
  checkAugmentation(spec, dataset);
  checkChoices(spec, dataset);
  checkPatience(spec, dataset);
  checkClassWeights(spec, dataset);
  checkKept(spec, dataset);
}
