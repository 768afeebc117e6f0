// Options on what is trained: methods, label noise, teacher, model.
import { methodTable, primaryQuestions, type PrimaryQuestion } from "@softlabel/core";
import { check, checkName } from "@softlabel/core/internal";
import { modelTable, parseTuning, showTuning } from "@softlabel/engine";
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

/** Rows on what is trained: targets, labels made wrong, model. */
export const methodFields = {
  methods: {
    name: "methods",
    flag: "--methods <method...>",
    help: "methods to compare: smooth:0.1, smooth:0..0.4/5 for five evenly spaced values, smooth:auto to choose alpha on validation rows; hard targets are always trained as the baseline",
    default: ["hard", "smooth:0.1", "relax:0.1"],
    completion: tableWords(methodTable),
    parse: parseMethods,
  },
  choose: textField(
    {
      name: "choose",
      flag: "--choose <score>",
      help: `what smooth:auto and its like choose by, on validation rows: ${criterionNames.join(", ")}`,
      default: criterionNames[0],
      completion: { words: criterionNames },
    },
    checkCriterion,
  ),
  primary: {
    name: "primary",
    flag: "--primary <question>",
    help: "the one question that is declared before training: accuracy, or log-loss (after temperature scaling); the other is exploratory and costs no correction; both where left out",
    default: undefined as PrimaryQuestion | undefined,
    completion: { words: primaryQuestions },
    parse: (given: unknown) =>
      checkName("--primary", "the question", String(given).trim().toLowerCase(), primaryQuestions),
  },
  noise: textField(
    {
      name: "noise",
      flag: "--noise <noise>",
      help: "training labels made wrong on purpose: symmetric:0.2, pairs:0.2; validation and test stay clean",
      default: "none",
      completion: tableWords(noiseTable),
    },
    (text) => parseNoise(text).toString(),
  ),
  classWeights: textField(
    {
      name: "classWeights",
      flag: "--class-weights <weights>",
      help: "weight of each class in the loss: balanced (rare classes count as much as common ones), or name=weight,… (1 for every other class)",
      default: undefined,
      completion: { words: ["balanced"] },
    },
    (text) => parseClassWeights(text).toString(),
  ),
  baselines: switchField({
    name: "baselines",
    flag: "--no-baselines",
    help: "skip the majority class and the linear model that are fitted to the same rows of a table",
    default: true,
  }),
  teacher: textField(
    {
      name: "teacher",
      flag: "--teacher <model>",
      help: "what distill learns from: an ONNX file, or a folder that train or compare left (its hard-s1); each * becomes the seed",
      default: undefined,
      completion: { files: true },
    },
    (text) => text,
  ),
  model: textField(
    {
      name: "model",
      flag: "--model <model>",
      help: `architecture, or an ONNX file; ${usualModel} is ${describeUsualModels()}`,
      default: usualModel,
      completion: { ...tableWords(modelTable, usualModel), files: true },
    },
    (text) => (text.trim() === usualModel ? usualModel : canonicalModel(text)),
  ),
  weights: textField(
    {
      name: "weights",
      flag: "--weights <file>",
      help: "what an architecture begins with: an ONNX file that has its arrays by name, as torchvision's resnet18",
      default: undefined,
      completion: { files: true },
    },
    (text) => text,
  ),
  tune: textField(
    {
      name: "tune",
      flag: "--tune <layers>",
      help: "what of a model from a file, or with weights from one, is trained: all, head (its last layer), or last:N layers",
      default: "all",
      completion: { words: ["all", "head", "last"], open: true },
    },
    (text) => showTuning(parseTuning(text)),
  ),
  keepActivations: {
    name: "keepActivations",
    flag: "--keep-activations <name...>",
    help: "hidden activations that the model files give as outputs, too: hidden1 … of mlp, block1 … of cnn, stem and layer1 … of resnet, or a value of an ONNX file",
    default: undefined,
    parse: (given: unknown) => [...new Set(wordsIn(given))],
  },
};
