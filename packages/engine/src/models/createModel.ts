// Models as a table, and their text form: "linear", "mlp:512,256,128", "resnet18".
import { type Random, type Range } from "@softlabel/core";
import { check, checkName, checkRange, fail } from "@softlabel/core/internal";
import { randomFrom, readInput, type InputOptions } from "./inputOptions.ts";
import type { InputSpec, Model } from "./model.ts";
import { createPerceptron } from "./perceptron.ts";
import { createConvolutional } from "./convolutional.ts";
import { createResidual, type ResidualLayout } from "./residual.ts";

/** A list of numbers that a model takes after the colon. */
interface WidthsDefinition {
  readonly name: string;
  readonly default: readonly number[];
  /** What each number may be. */
  readonly range: Range;
  readonly help: string;
}

/** A row of the table of models. */
interface ModelDefinition {
  readonly name: string;
  /** One line for help texts and documentation. */
  readonly summary: string;
  readonly parameters: readonly WidthsDefinition[];
  /** Makes the model; `name` is its canonical text, `widths` what stands after the colon. */
  create(name: string, widths: readonly number[], input: InputSpec, random: Random): Model;
}

const wholeWidths = { from: 1, to: 65536, integer: true } as const;

/** A row for a residual network. */
function residual(name: string, summary: string, layout: ResidualLayout): ModelDefinition {
  const create: ModelDefinition["create"] = (text, _, input, random) => createResidual(text, layout, input, random);
  return { name, summary, parameters: [], create };
}

/** Every model that `createModel` knows: its names, ranges, defaults and help. */
export const modelTable: readonly ModelDefinition[] = [
  {
    name: "linear",
    summary: "logits as a linear function of the input: logistic regression",
    parameters: [],
    create: createPerceptron,
  },
  {
    name: "mlp",
    summary: "multilayer perceptron: fully connected layers with ReLU between them",
    parameters: [
      {
        name: "widths",
        default: [512, 256, 128],
        range: wholeWidths,
        help: "units of each hidden layer, first to last",
      },
    ],
    create: createPerceptron,
  },
  {
    name: "cnn",
    summary: "small convolutional network for images: 3×3 convolution, batch normalisation, ReLU, pooling a block",
    parameters: [
      {
        name: "widths",
        default: [32, 64, 128, 128],
        range: wholeWidths,
        help: "channels of each block, first to last",
      },
    ],
    create: createConvolutional,
  },
  residual("resnet18", "residual network of 18 layers, named as torchvision's; 3×3 stem below 64 pixels", {
    block: "basic",
    stages: [2, 2, 2, 2],
  }),
  residual("resnet50", "residual network of 50 layers, named as torchvision's; 3×3 stem below 64 pixels", {
    block: "bottleneck",
    stages: [3, 4, 6, 3],
  }),
];

/** The widths that the text after the colon gives. */
function parseWidths(text: string | undefined, definition: ModelDefinition): readonly number[] {
  const who = `model ${definition.name}`;
  const [widths] = definition.parameters;
  if (widths === undefined) return text === undefined ? [] : fail(who, "no widths", text);
  if (text === undefined) return widths.default;
  const remedy = `write it as in ${definition.name}:${widths.default.join(",")}`;
  return text.split(",").map((item) => {
    const width = item.trim() === "" ? NaN : Number(item);
    check(!Number.isNaN(width), who, "each width to be a whole number", item, remedy);
    checkRange(who, "each width", width, widths.range, remedy);
    return width;
  });
}

/** Reads a model's text without making it: its row, its widths and its canonical text. */
export function parseModel(text: string): {
  definition: ModelDefinition;
  widths: readonly number[];
  canonical: string;
} {
  const who = `model ${JSON.stringify(text)}`;
  const [head, rest] = text.split(/:(.*)/s, 2);
  const names = modelTable.map((row) => row.name);
  const name = checkName(who, "the name", head.trim(), names);
  const definition = modelTable[names.indexOf(name)];
  const widths = parseWidths(rest, definition);
  return { definition, widths, canonical: widths.length === 0 ? name : `${name}:${widths.join(",")}` };
}

/**
 * Makes a model with random parameters, initialised as PyTorch does by default, residual networks as torchvision does.
 * @param text a name of `modelTable`, and after a colon the widths of its layers or blocks, where it has any
 * @param input what one example is, and how many classes there are
 * @param random where the parameters are drawn from, or a seed; the same seed gives the same model
 * @throws UsageError for unknown names, widths that are not whole numbers, fewer than two classes, and networks for images
 *   where examples are none
 */
export function createModel(text: string, input: InputOptions, random: Random | number = 1): Model {
  const complete = readInput(input);
  const { definition, widths, canonical } = parseModel(text);
  return definition.create(canonical, widths, complete, randomFrom(random));
}
