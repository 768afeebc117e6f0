// Models as a table, and their text form: "linear", "mlp:512,256,128".
import { check, checkName, checkRange, fail, type Random, type Range } from "@softlabel/core";
import type { InputSpec, Model } from "./model.ts";
import { createPerceptron } from "./perceptron.ts";

/** A list of numbers that a model takes after the colon. */
export interface WidthsDefinition {
  readonly name: string;
  readonly default: readonly number[];
  /** What each number may be. */
  readonly range: Range;
  readonly help: string;
}

/** A row of the table of models. */
export interface ModelDefinition {
  readonly name: string;
  /** One line for help texts and documentation. */
  readonly summary: string;
  readonly parameters: readonly WidthsDefinition[];
}

/** Every model that `createModel` knows: its names, ranges, defaults and help. */
export const modelTable: readonly ModelDefinition[] = [
  { name: "linear", summary: "logits as a linear function of the input: logistic regression", parameters: [] },
  {
    name: "mlp",
    summary: "multilayer perceptron: fully connected layers with ReLU between them",
    parameters: [
      {
        name: "widths",
        default: [512, 256, 128],
        range: { from: 1, to: 65536, integer: true },
        help: "units of each hidden layer, first to last",
      },
    ],
  },
];

/** The widths that the text after the colon gives. */
function parseWidths(who: string, text: string | undefined, definition: ModelDefinition): readonly number[] {
  const [widths] = definition.parameters;
  if (widths === undefined) return text === undefined ? [] : fail(who, `${definition.name} alone`, text);
  if (text === undefined) return widths.default;
  const remedy = `write it as in ${definition.name}:${widths.default.join(",")}`;
  return text.split(",").map((item) => {
    const width = item.trim() === "" ? NaN : Number(item);
    check(!Number.isNaN(width), who, "each width to be a whole number", item, remedy);
    checkRange(who, "each width", width, widths.range, remedy);
    return width;
  });
}

/** Reads a model's text without making it: its row, its hidden widths and its canonical text. */
export function parseModel(text: string): { name: string; widths: readonly number[]; canonical: string } {
  const who = `model ${JSON.stringify(text)}`;
  const [head, rest] = text.split(/:(.*)/s, 2);
  const names = modelTable.map((row) => row.name);
  const name = checkName(who, "the name", head.trim(), names);
  const widths = parseWidths(who, rest, modelTable[names.indexOf(name)]);
  return { name, widths, canonical: widths.length === 0 ? name : `${name}:${widths.join(",")}` };
}

/**
 * Makes a model with random parameters, initialised as PyTorch does by default.
 * @param text a name of `modelTable`, and after a colon the widths of its hidden layers
 * @param input what one example is
 * @param random where the parameters are drawn from; the same seed gives the same model
 * @throws UsageError for unknown names, widths that are not whole numbers, and fewer than two classes
 */
export function createModel(text: string, input: InputSpec, random: Random): Model {
  const { widths, canonical } = parseModel(text);
  checkRange("createModel", "classes", input.classes, { from: 2, to: Infinity, integer: true });
  for (const size of input.shape)
    checkRange("createModel", "each dimension of an example", size, { from: 1, to: Infinity, integer: true });
  return createPerceptron(canonical, widths, input, random);
}
