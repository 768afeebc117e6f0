// A classifier that is ready to run: its input, its class names, and the scores of blocks of rows.
import { openSession, type Feeds, type OnnxRuntime, type Session, type Tensor } from "@softlabel/engine";
import { sizeOf, withOutput } from "@softlabel/engine/internal";
import { refuse } from "@softlabel/data/internal";
import type { FeedBlock } from "../encode/encoder.ts";
import { numbersEncoder } from "../encode/inputEncoder.ts";
import { activationOutputsOf, type ActivationOutput } from "./activationOutputs.ts";
import { classNamesOf } from "./classNames.ts";
import type { ModelInput } from "./inputKinds.ts";
import type { ModelFile } from "./modelFile.ts";
import { modelInputOf } from "./modelInput.ts";
import { scoreOutputOf, type ScoreMeaning, type ScoreOutput } from "./scoreOutput.ts";

/** Scores of rows: `columns` per row, of which a single one is that of the second of two classes. */
export interface ScoreBlock {
  readonly scores: Float32Array | Float64Array;
  readonly columns: number;
}

/** Numbers of a layer, row-major: `columns` per row. */
export interface ActivationBlock {
  readonly values: Float32Array | Float64Array;
  readonly columns: number;
}

/** What a run gives: scores, and the activations that were asked for. */
export interface RunBlock extends ScoreBlock {
  readonly activations: readonly ActivationBlock[];
}

/** A classifier that is ready to run. */
export interface Classifier {
  readonly file: string;
  readonly input: ModelInput;
  readonly classes: readonly string[];
  /** The kind of its scores, as computed and as named; undefined if unknown. */
  readonly meaning: ScoreMeaning;
  readonly named: ScoreMeaning;
  /** The temperature by which logits are to be divided; of probabilities, the one inside the model; undefined without one. */
  readonly temperature: number | undefined;
  /** The requested activations, with the number of values per row. */
  readonly activations: readonly { readonly name: string; readonly columns: number }[];
  /** Rows that it always takes at once; undefined for any number. */
  readonly batch: number | undefined;
  /** Notes for the user. */
  readonly notes: readonly string[];
  /** The scores of the first `rows` rows of a block, whose room is a multiple of `batch`. */
  run(block: FeedBlock, rows: number): Promise<RunBlock>;
  release(): Promise<void>;
}

/** Options of a classifier. */
interface ClassifierOptions {
  /** Names of its classes. */
  readonly classes?: readonly string[] | undefined;
  /** Image size, for a model that accepts any. */
  readonly size?: number | undefined;
  /** Hidden activations that are wanted with the scores. */
  readonly activations?: readonly string[] | undefined;
}

/** The first line of an error, without the place in the runtime's own source. */
const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split("\n")[0].replace(/\S+\.(cc|h):\d+ .*?\(.*?\) /, "");

/** Images of a fixed size: that of the model, or the given one if it accepts any. */
function closed(file: string, input: ModelInput, size: number | undefined): ModelInput {
  const isOpen = input.kind === "image" && input.shape.includes(undefined);
  if (!isOpen && size !== undefined)
    return refuse(`--size ${size}`, "a model that accepts images of any size", file, "leave the option out");
  if (!isOpen) return input;
  if (size !== undefined) return { ...input, shape: input.shape.map((each) => each ?? size) };
  return refuse(file, "--size, because the model accepts images of any size", "none", "for instance --size 224");
}

/** A block of zeros and empty texts. */
function zeros(input: ModelInput, rows: number): Feeds {
  if (input.kind === "columns") return input.encoder(rows).feeds(0, rows);
  if (input.kind === "numbers") return numbersEncoder(input)(rows).feeds(0, rows);
  const shape = input.shape.map((size) => size ?? 1);
  const length = rows * sizeOf(shape);
  const data = input.elementType === "uint8" ? new Uint8Array(length) : new Float32Array(length);
  return { [input.name]: { elementType: input.elementType, shape: [rows, ...shape], data } };
}

/** A requested value of a file, which may not be one of its outputs. */
type Asked = Pick<ScoreOutput, "value" | "isOutput">;

async function open(ort: OnnxRuntime, { file, bytes }: ModelFile, asked: readonly Asked[]): Promise<Session> {
  const inner = new Map(asked.filter(({ isOutput }) => !isOutput).map(({ value }) => [value.name, value]));
  try {
    return await openSession(ort, [...inner.values()].reduce(withOutput, bytes));
  } catch (error) {
    return refuse(file, "a model that ONNX Runtime can load", firstLine(error));
  }
}

/** The rows of several runs of `step` rows each, one after another. */
function joined(parts: readonly (Float32Array | Float64Array)[], step: number, rows: number): ActivationBlock {
  const columns = parts[0].length / step;
  if (parts.length === 1) return { values: parts[0].subarray(0, rows * columns), columns };
  const values = new (parts[0] instanceof Float32Array ? Float32Array : Float64Array)(parts.length * step * columns);
  parts.forEach((part, i) => values.set(part, i * step * columns));
  return { values: values.subarray(0, rows * columns), columns };
}

/** Runs the model on as many rows as it takes at once, into one array per output. */
function runner(session: Session, outputs: readonly string[], batch: number | undefined): Classifier["run"] {
  return async (block, rows) => {
    const step = batch ?? rows;
    const parts: Readonly<Record<string, Tensor>>[] = [];
    for (let from = 0; from < rows; from += step)
      parts.push(await session.run(block(from, step), [...new Set(outputs)]));
    const all = outputs.map((output) =>
      joined(
        parts.map((results) => results[output].data as Float32Array | Float64Array),
        step,
        rows,
      ),
    );
    const [{ values, columns }, ...activations] = all;
    return { scores: values, columns, activations };
  };
}

/** Columns of the scores and of activations, from a run on zeros: not every file states them. */
async function countColumns(
  file: string,
  run: Classifier["run"],
  input: ModelInput,
  batch: number,
): Promise<{ readonly scores: number; readonly activations: readonly number[] }> {
  const { columns, scores, activations } = await run((_, rows) => zeros(input, rows), batch).catch((error: unknown) =>
    refuse(file, "a model that runs on its inputs", firstLine(error)),
  );
  if (Number.isInteger(columns) && columns > 0)
    return { scores: columns, activations: activations.map((activation) => activation.columns) };
  return refuse(file, "a score per class for every row", `${scores.length} scores for ${batch} rows`);
}

function batchOf({ signature: { inputs } }: ModelFile): number | undefined {
  const [first] = inputs[0]?.shape ?? [];
  return typeof first === "number" ? first : undefined;
}

const othersNote = (value: string, others: readonly string[]): string[] =>
  others.length === 0 ? [] : [`The scores are output ${value}; not read: ${others.join(", ")}.`];

/** The outputs that could hold scores and are not read at all. */
function othersOf({ others }: ScoreOutput, hidden: readonly ActivationOutput[]): string[] {
  return others.filter((name) => !hidden.some(({ value }) => value.name === name));
}

/**
 * Makes a model ready to run.
 * @throws UsageError if it is not a classifier, has inputs that are neither columns nor images, or does not run
 */
export async function openClassifier(
  ort: OnnxRuntime,
  model: ModelFile,
  { classes, size, activations = [] }: ClassifierOptions,
): Promise<Classifier> {
  const { file, temperature } = model;
  const output = scoreOutputOf(file, model.signature);
  const input = closed(file, modelInputOf(model), size);
  const batch = batchOf(model);
  const hidden = activationOutputsOf(model, activations);
  const asked = [output, ...hidden];
  const session = await open(ort, model, asked);
  const run = runner(
    session,
    asked.map(({ value }) => value.name),
    batch,
  );
  const columns = await countColumns(file, run, input, batch ?? 1);
  return {
    file,
    input,
    classes: classNamesOf(model, Math.max(columns.scores, 2), classes),
    meaning: output.meaning,
    named: output.named,
    temperature,
    activations: hidden.map(({ name }, i) => ({ name, columns: columns.activations[i] })),
    batch,
    notes: othersNote(output.value.name, othersOf(output, hidden)),
    run,
    release: () => session.release(),
  };
}
