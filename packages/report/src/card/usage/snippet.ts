// The code that all models' cards share, in JavaScript and in Python.
import { outputNames, type TrainedModel } from "@softlabel/experiment/internal";
import { decimal } from "../../base/format.ts";

/** The parts that differ between models of tables, images and other features. */
export interface Snippets {
  /** Blocks of Markdown before the code. */
  introduce(model: TrainedModel): readonly string[];
  /** Lines between the session and its run, and the expression for its feeds. */
  javaScript(model: TrainedModel): Snippet;
  python(model: TrainedModel): Snippet;
}

/** Code that makes the feeds. */
interface Snippet {
  readonly imports?: readonly string[];
  readonly lines: readonly string[];
  /** An expression. */
  readonly feeds: string;
}

/** The output of the code as a comment; empty if the card shows no row. */
function commented(mark: string, { example }: TrainedModel): string {
  return example === undefined ? "" : ` ${mark} ${JSON.stringify(example.label)}, ${decimal(example.probability, 3)}`;
}

/** A fenced block. */
function block(language: string, lines: readonly string[]): string {
  return [`\`\`\`${language}`, ...lines, "```"].join("\n");
}

const { label, probabilities } = outputNames;

/** A module that loads model.onnx, runs it on the example, and prints the first row's class and probabilities. */
export function javaScriptBlock(model: TrainedModel, { imports = [], lines, feeds }: Snippet): string {
  return block("js", [
    'import * as ort from "onnxruntime-node"; // or "onnxruntime-web", as in browsers',
    ...imports,
    "",
    'const session = await ort.InferenceSession.create("model.onnx");',
    ...lines,
    `const { ${label}, ${probabilities} } = await session.run(${feeds});`,
    `console.log(${label}.data[0], Math.max(...${probabilities}.data.slice(0, ${model.data.classes.length})));${commented("//", model)}`,
  ]);
}

/** The same in Python. */
export function pythonBlock(model: TrainedModel, { imports = [], lines, feeds }: Snippet): string {
  return block("python", [
    "import numpy, onnxruntime",
    ...imports,
    "",
    'session = onnxruntime.InferenceSession("model.onnx")',
    ...lines,
    `${label}, ${probabilities} = session.run(["${label}", "${probabilities}"], ${feeds})`,
    `print(${label}[0], ${probabilities}[0].max())${commented("#", model)}`,
  ]);
}
