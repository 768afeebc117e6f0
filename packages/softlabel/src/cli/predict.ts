// softlabel predict: new rows → predicted classes and probabilities, with scores if there are labels.
import path from "node:path";
import { checkName, counted, grouped, terminalText } from "@softlabel/core/internal";
import {
  canonicalNormalisation,
  numberField,
  scoreKinds,
  textField,
  toJson,
  trainingFields,
} from "@softlabel/experiment/internal";
import { refuse } from "@softlabel/data/internal";
import { predict, type PredictionResult, type PredictionStart, type PredictOptions } from "../predict/predict.ts";
import { decimal, scoresInWords } from "@softlabel/report/internal";
import { abortOnInterrupt } from "./experimentOptions.ts";
import { downloadLine } from "./progress.ts";
import { runtimeFor } from "./runtimeFor.ts";

const text = (given: string): string => given;
const names = (given: unknown): readonly string[] => (Array.isArray(given) ? given : [given]).map(String);
const counting = { from: 1, to: 1_000_000, integer: true } as const;

/** The options of predict. */
export const predictFields = {
  out: textField(
    {
      name: "out",
      flag: "--out <file>",
      help: "output file: .csv, .json, .jsonl or .parquet (default: standard output)",
      default: undefined,
    },
    text,
  ),
  format: textField(
    {
      name: "format",
      flag: "--format <format>",
      help: "output format: csv, json, jsonl or parquet (default: by the ending of the file, else csv)",
      default: undefined,
    },
    text,
  ),
  id: textField(
    {
      name: "id",
      flag: "--id <column>",
      help: "column that identifies rows in the output (default: id if there is one, else the row number)",
      default: undefined,
    },
    text,
  ),
  label: textField(
    {
      name: "label",
      flag: "--label <column>",
      help: "column with the true classes, for scoring (default: the label column of training, if present)",
      default: undefined,
    },
    text,
  ),
  top: numberField(
    {
      name: "top",
      flag: "--top <count>",
      help: "write the most probable classes instead of a probability per class",
      default: undefined,
    },
    counting,
  ),
  activations: {
    name: "activations",
    flag: "--activations <name...>",
    help: "hidden activations to write as well, one column per number: hidden1, block1, layer1 …, features, or a value of the ONNX file",
    default: undefined,
    parse: names,
  },
  features: {
    name: "features",
    flag: "--features <column...>",
    help: "columns in the order of the inputs, for a model that does not name its inputs (default: all others)",
    default: undefined,
    parse: names,
  },
  classes: {
    name: "classes",
    flag: "--classes <name...>",
    help: "class names in the order of the scores, for a model that does not name its classes",
    default: undefined,
    parse: names,
  },
  scores: textField(
    {
      name: "scores",
      flag: "--scores <kind>",
      help: "logits or probabilities, for a model that does not say (default: detected from the values)",
      default: undefined,
    },
    (given) => checkName("--scores", "the scores", given, scoreKinds),
  ),
  size: numberField(
    { name: "size", flag: "--size <pixels>", help: "image size, for a model that accepts any", default: undefined },
    { from: 1, to: 4096, integer: true },
  ),
  normalise: textField(
    {
      name: "normalise",
      flag: "--normalise <how>",
      help: "pixel normalisation, for a model that does not normalise: imagenet, none, or MEAN/STD (default: 0.5/0.5)",
      default: undefined,
    },
    canonicalNormalisation,
  ),
  runtime: {
    ...trainingFields.runtime,
    help: "ONNX Runtime: node (onnxruntime-node), wasm (onnxruntime-web), or auto (node if installed)",
  },
};

/** Options of predict as commander gives them. */
export interface PredictCommandOptions extends Partial<Record<keyof typeof predictFields, unknown>> {
  readonly unscaled?: boolean;
  readonly dataDir?: string;
  readonly json?: boolean;
}

/** The options that were given, checked. */
function parseOptions(options: PredictCommandOptions): Partial<PredictOptions> & { readonly runtime?: string } {
  const given = Object.values(predictFields).filter(
    ({ name }) => options[name as keyof PredictCommandOptions] !== undefined,
  );
  return Object.fromEntries(
    given.map((field) => [field.name, field.parse(options[field.name as keyof PredictCommandOptions])]),
  );
}

function describeStart({ model, classes, temperature }: PredictionStart): string {
  const scaled = temperature === null ? "" : `, temperature ${decimal(temperature, 3)}`;
  return `Model: ${model}, ${classes.length} classes${scaled}\n`;
}

/** The result, in lines. */
function describeEnd({ noun, rows, predicted, out, notes, findings, scores }: PredictionResult): string {
  const count = predicted < rows ? `${grouped(predicted)} of ${counted(rows, noun)}` : counted(rows, noun);
  const lines = [`${count} predicted${out === null ? "" : `: ${out}`}`];
  lines.push(...notes.map((note) => `Note: ${note}`), ...findings.map(({ sentence }) => `Note: ${sentence}`));
  if (scores !== null) {
    lines.push(`Scores of ${counted(scores.rows, noun)} with a label: ${scoresInWords(scores)}`);
  }
  return `${lines.join("\n")}\n`;
}

/** Shows on a terminal how many rows are done, a few times a second. */
class RowProgress {
  noun = "row";
  readonly #stream: NodeJS.WriteStream;
  #shown = 0;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  show(rows: number): void {
    const now = performance.now();
    if (!this.#stream.isTTY || now - this.#shown < 200) return;
    this.#shown = now;
    this.#stream.write(`\r\x1b[K${counted(rows, this.noun)}`);
  }

  /** Leaves the terminal's line empty for what follows. */
  end(): void {
    if (this.#stream.isTTY) this.#stream.write("\r\x1b[K");
  }
}

/** Predicts; undefined after Ctrl-C. */
async function run(
  runtime: string | undefined,
  options: Omit<PredictOptions, "signal" | "onProgress" | "onStart">,
): Promise<PredictionResult | undefined> {
  const { ort } = await runtimeFor(runtime);
  const signal = abortOnInterrupt();
  const progress = new RowProgress(process.stderr);
  try {
    return await predict(ort, {
      ...options,
      signal,
      onProgress: (rows) => progress.show(rows),
      onStart(start) {
        progress.noun = start.noun;
        process.stderr.write(terminalText(describeStart(start)));
      },
    });
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  } finally {
    progress.end();
  }
}

/** Predicts, and sets the exit code: 1 if some rows have no prediction, 130 after Ctrl-C. */
export async function predictCommand(model: string, data: string, options: PredictCommandOptions): Promise<void> {
  const { runtime, ...given } = parseOptions(options);
  const json = options.json === true;
  const remedy = "standard output holds the JSON document";
  if (json && given.out === undefined) refuse("--json", "--out FILE for the predictions", "none", remedy);
  const load = {
    onProgress: downloadLine(process.stderr),
    ...(options.dataDir === undefined ? {} : { dataDirectory: path.resolve(options.dataDir) }),
  };
  const result = await run(runtime, { ...given, model, data, load, unscaled: options.unscaled === true });
  if (result === undefined) {
    process.stderr.write("Interrupted; no file was written.\n");
    process.exitCode = 130;
    return;
  }
  process.stderr.write(terminalText(describeEnd(result)));
  if (json) process.stdout.write(toJson(result));
  if (result.predicted < result.rows) process.exitCode = 1;
}
