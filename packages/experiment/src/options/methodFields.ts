// Options for what is trained: methods, label noise, teacher, model.
import { methodTable } from "@softlabel/core";
import { check, checkName, primaryQuestions, type PrimaryQuestion } from "@softlabel/core/internal";
import { modelTable, parseTuning } from "@softlabel/engine/internal";
import { parseClassWeights } from "./classWeights.ts";
import { checkCriterion, criterionNames } from "./choiceCriteria.ts";
import { switchField, tableWords, textField, wordsIn } from "./fieldKinds.ts";
import { canonicalModel } from "./initialModel.ts";
import { methodsIn } from "./methodRange.ts";
import { noiseTable, parseNoise } from "./noise.ts";
import { describeUsualModels, usualModel } from "./usualModel.ts";

/** Hard targets first, as the baseline of every comparison, then the methods in the order given, each once. */
function parseMethods(given: unknown): readonly string[] {
  const texts = wordsIn(given);
  check(texts.length > 0, "--methods", "at least one method", given, "for instance --methods hard smooth:0.1");
  return [...new Set(["hard", ...texts.flatMap(methodsIn)])];
}

/** Options for what is trained: methods, label noise, teacher, model. */
export const methodFields = {
  methods: {
    name: "methods",
    flag: "--methods <method...>",
    help: "methods to compare: smooth:0.1, smooth:0..0.4/5 for five evenly spaced values, smooth:auto to choose alpha on validation rows; hard labels are always trained as the baseline",
    default: ["hard", "smooth:0.1", "relax:0.1"],
    completion: tableWords(methodTable),
    parse: parseMethods,
  },
  choose: textField(
    {
      name: "choose",
      flag: "--choose <score>",
      help: `validation score by which smooth:auto and similar methods choose: ${criterionNames.join(", ")}`,
      default: criterionNames[0],
      completion: { words: criterionNames },
    },
    checkCriterion,
  ),
  primary: {
    name: "primary",
    flag: "--primary <question>",
    help: "primary question, declared before training: accuracy, or log-loss (after temperature scaling); the other becomes exploratory and needs no correction (default: both)",
    default: undefined as PrimaryQuestion | undefined,
    completion: { words: primaryQuestions },
    parse: (given: unknown) =>
      checkName("--primary", "the question", String(given).trim().toLowerCase(), primaryQuestions),
  },
  noise: textField(
    {
      name: "noise",
      flag: "--noise <noise>",
      help: "label noise: training labels changed on purpose, symmetric:0.2 or pairs:0.2; validation and test labels stay as they are",
      default: "none",
      completion: tableWords(noiseTable),
    },
    (text) => parseNoise(text).toString(),
  ),
  classWeights: textField(
    {
      name: "classWeights",
      flag: "--class-weights <weights>",
      help: "class weights in the loss: balanced (rare classes count as much as common ones), or name=weight,… (1 for every other class)",
      default: undefined,
      completion: { words: ["balanced"] },
    },
    (text) => parseClassWeights(text).toString(),
  ),
  baselines: switchField({
    name: "baselines",
    flag: "--no-baselines",
    help: "do not fit the majority class and a linear model to the rows of a table",
    default: true,
  }),
  teacher: textField(
    {
      name: "teacher",
      flag: "--teacher <model>",
      help: "teacher of distill: an ONNX file, or a folder written by train or compare (its hard-s1); * stands for the seed",
      default: undefined,
      completion: { files: true },
    },
    (text) => text,
  ),
  model: textField(
    {
      name: "model",
      flag: "--model <model>",
      help: `architecture or ONNX file; ${usualModel}: ${describeUsualModels()}`,
      default: usualModel,
      completion: { ...tableWords(modelTable, usualModel), files: true },
    },
    (text) => (text.trim() === usualModel ? usualModel : canonicalModel(text)),
  ),
  weights: textField(
    {
      name: "weights",
      flag: "--weights <file>",
      help: "initial weights: an ONNX file with the arrays of the architecture by name, as in torchvision's resnet18",
      default: undefined,
      completion: { files: true },
    },
    (text) => text,
  ),
  tune: textField(
    {
      name: "tune",
      flag: "--tune <layers>",
      help: "layers to train of a model from a file or with --weights: all, head (the last layer), or last:N",
      default: "all",
      completion: { words: ["all", "head", "last"], open: true },
    },
    parseTuning,
  ),
  keepActivations: {
    name: "keepActivations",
    flag: "--keep-activations <name...>",
    help: "hidden activations to add to the outputs of the model files: hidden1 … of mlp, block1 … of cnn, stem and layer1 … of resnet, or a value of an ONNX file",
    default: undefined,
    parse: (given: unknown) => [...new Set(wordsIn(given))],
  },
};
