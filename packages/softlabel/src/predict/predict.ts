// Predicts the rows of a data set with a model, writes the predictions, and scores them if there are labels.
import { counted } from "@softlabel/core/internal";
import type { OnnxRuntime } from "@softlabel/engine";
import { refuse } from "@softlabel/data/internal";
import { type ScoreKind, version } from "@softlabel/experiment/internal";
import { locateModel } from "./model/locateModel.ts";
import { readModelFile, type ModelFile } from "./model/modelFile.ts";
import { openClassifier, type Classifier } from "./model/openClassifier.ts";
import { withOutput, planOutput, type OutputTarget } from "./output/openOutput.ts";
import { outputColumns, type OutputColumn } from "./output/outputColumns.ts";
import { blockPredictor, Meaning, Tally, type Pass } from "./predictBlocks.ts";
import { Scoring, type PredictionScores } from "./scoring.ts";
import { withRows, type RowOptions } from "./rows/openRows.ts";
import type { Finding, RowSource } from "./rows/rowBlock.ts";

/** What is to be predicted, and how. */
export interface PredictOptions extends RowOptions {
  /** An ONNX file, or a folder written by train or compare. */
  readonly model: string;
  /** A table, images, idx files, or a known data set. */
  readonly data: string;
  readonly out?: string;
  readonly format?: string;
  /** Whether the temperature is left out. */
  readonly unscaled?: boolean;
  /** How many of the most probable classes are written, in place of all. */
  readonly top?: number;
  /** Hidden activations that are written, too: names that the model has for them, outputs or other values of its file. */
  readonly activations?: readonly string[];
  /** Names of the classes, where the model does not say them. */
  readonly classes?: readonly string[];
  /** What the model's scores are, where it does not say that. */
  readonly scores?: ScoreKind;
  /** The side of images, where the model leaves it open. */
  readonly size?: number;
  /** Stops between blocks; nothing is left then. */
  readonly signal?: AbortSignal;
  /** Called after each block, with the rows so far. */
  readonly onProgress?: (rows: number) => void;
  /** Called once before the first row, with what is known then. */
  readonly onStart?: (start: PredictionStart) => void;
}

/** What is known before any row is predicted. */
export interface PredictionStart {
  readonly model: string;
  readonly classes: readonly string[];
  /** The temperature that probabilities are scaled by; null where there is none. */
  readonly temperature: number | null;
  readonly noun: string;
  readonly labelled: boolean;
}

/** The result, as `--json` prints it. */
export interface PredictionResult extends PredictionStart {
  readonly softlabel: string;
  readonly data: string;
  /** The file of the predictions; null for standard output. */
  readonly out: string | null;
  readonly format: string;
  /** Names of the output's columns. */
  readonly columns: readonly string[];
  readonly rows: number;
  /** Rows that have a prediction. */
  readonly predicted: number;
  /** How often each class is predicted, in the order of `classes`. */
  readonly counts: readonly number[];
  readonly notes: readonly string[];
  readonly findings: readonly Finding[];
  /** Null where there are no labels. */
  readonly scores: PredictionScores | null;
}

/** The temperature in use: null where there is none. */
function temperatureOf(classifier: Classifier, { unscaled = false }: PredictOptions): number | null {
  const { file, meaning, temperature } = classifier;
  if (!unscaled) return temperature ?? null;
  if (meaning !== "probabilities" || temperature === undefined) return null;
  const remedy = "give its folder, or network.onnx, which gives logits";
  return refuse(
    `--unscaled ${file}`,
    "a model that gives logits",
    `probabilities at temperature ${temperature}`,
    remedy,
  );
}

/** Everything that a pass over the rows needs. */
interface Run extends Pass {
  readonly classifier: Classifier;
  readonly rows: RowSource;
  readonly target: OutputTarget;
  readonly columns: readonly OutputColumn[];
  readonly temperature: number | null;
}

/** One pass over all rows; says where it ended early. */
async function passOver(run: Run, { signal, onProgress }: PredictOptions): Promise<string[]> {
  const { classifier, rows, target, columns, temperature, tally } = run;
  return withOutput(target, columns, async (writer) => {
    const predict = blockPredictor(classifier, temperature ?? 1, run, writer);
    for await (const block of rows.blocks()) {
      await predict(block);
      onProgress?.(tally.rows);
      signal?.throwIfAborted();
      if (!writer.open) return [`Standard output was closed after ${counted(tally.rows, rows.noun)}.`];
    }
    return [];
  });
}

/** Predicts all rows. */
async function predictRows(
  classifier: Classifier,
  rows: RowSource,
  target: OutputTarget,
  options: PredictOptions,
): Promise<PredictionResult> {
  const { classes, file } = classifier;
  const { noun, id, labelled } = rows;
  const temperature = temperatureOf(classifier, options);
  const { activations } = classifier;
  const columns = outputColumns({ id, labelled, classes, activations, top: options.top });
  const start: PredictionStart = { model: file, classes, temperature, noun, labelled };
  options.onStart?.(start);
  const [tally, meaning] = [new Tally(classes.length), new Meaning(classifier, options.scores)];
  const scoring = labelled ? new Scoring(classes) : undefined;
  const run: Run = { classifier, rows, target, columns, temperature, tally, meaning, scoring };
  const ended = await passOver(run, options);
  return {
    softlabel: version,
    ...start,
    data: options.data,
    out: target.file ?? null,
    format: target.format,
    columns: columns.map(({ name }) => name),
    rows: tally.rows,
    predicted: tally.predicted,
    counts: tally.counts,
    notes: [...classifier.notes, ...meaning.notes(), ...rows.notes, ...ended],
    findings: [...(await rows.findings()), ...tally.findings(noun), ...(scoring?.findings(noun) ?? [])],
    scores: scoring?.scores() ?? null,
  };
}

async function withClassifier<Result>(
  ort: OnnxRuntime,
  model: ModelFile,
  { classes, size, activations }: PredictOptions,
  use: (classifier: Classifier) => Promise<Result>,
): Promise<Result> {
  const classifier = await openClassifier(ort, model, { classes, size, activations });
  try {
    return await use(classifier);
  } finally {
    await classifier.release();
  }
}

/**
 * Predicts rows and writes a row of output for each, in their order: what identifies it, the predicted class, and probabilities,
 * softmax(logits / temperature). A row that the model cannot take gets none, and is counted.
 * @throws UsageError where the model, the data or the output is not what it should be; the reason of the signal once that is aborted
 */
export async function predict(ort: OnnxRuntime, options: PredictOptions): Promise<PredictionResult> {
  const { data, out, format } = options;
  const target = planOutput(data, out, format);
  const model = readModelFile(locateModel(options.model));
  return withClassifier(ort, model, options, (classifier) => {
    const { file, input, classes, batch } = classifier;
    const isOwn = model.signature.metadata.softlabel !== undefined;
    return withRows(data, { file, input, classes, batch, isOwn }, options, (rows) =>
      predictRows(classifier, rows, target, options),
    );
  });
}
