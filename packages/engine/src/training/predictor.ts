// Logits and features of any number of examples, batch by batch, from one session.
import type { InputSpec, Model } from "../models/index.ts";
import { openSession, sizeOf, type OnnxRuntime } from "../onnx/index.ts";
import { createInputs } from "./batches.ts";
import { finiteRows } from "./checkExamples.ts";
import type { Examples } from "./examples.ts";
import { floats, runIntoFor, type Tensors } from "./runInto.ts";

/** What a model says of examples, row-major. */
export interface Predictions {
  /** [N, K] */
  readonly logits: Float32Array;
  /** [N, D], what the last layer sees; only where asked for. */
  readonly features?: Float32Array;
}

/** Predicts with the parameters and statistics as they are in memory at that moment. */
export interface Predictor {
  predict(examples: Examples, options?: { readonly features?: boolean }): Promise<Predictions>;
  release(): Promise<void>;
}

/**
 * How many examples are predicted at once: the fewer the larger they are, 4 photos of 224 × 224 or 85 of 32 × 32, so that memory
 * stays bounded, and little is computed for nothing where the last batch is not full.
 */
function batchSizeFor({ shape }: InputSpec): number {
  return Math.max(4, Math.min(512, Math.floor(2 ** 18 / sizeOf(shape))));
}

/** Calls one after another, each when the one before it has ended, well or badly. */
function inTurn(): <T>(call: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (call) => {
    const turn = last.then(call);
    last = turn.catch(() => undefined);
    return turn;
  };
}

/** Views of what a model computes with, each in the model's order. */
export interface ModelValues {
  readonly parameters: readonly Float32Array[];
  readonly statistics: readonly Float32Array[];
}

/** Tensors over parameters and statistics, by their names. */
function valueFeeds(model: Model, { parameters, statistics }: ModelValues): Tensors {
  const all = [...model.parameters, ...(model.statistics ?? [])];
  const arrays = [...parameters, ...statistics];
  return Object.fromEntries(all.map(({ name, shape }, i) => [name, floats(shape, arrays[i])]));
}

/** An output's buffer for one batch, and the array of all rows that its batches are copied to. */
function openOutput(shape: readonly number[], count: number) {
  const size = shape[1];
  const batch = floats(shape, new Float32Array(sizeOf(shape)));
  const all = new Float32Array(count * size);
  const keep = (from: number, rows: number) => all.set(batch.data.subarray(0, rows * size), from * size);
  return { batch, all, keep };
}

/** Opens a session for prediction. */
export async function openPredictor(
  ort: OnnxRuntime,
  model: Model,
  values: ModelValues,
  options: { readonly threads?: number },
): Promise<Predictor> {
  const { input } = model;
  const batchSize = batchSizeFor(input);
  const graph = model.graph(batchSize);
  const session = await openSession(ort, graph, options);
  const data = createInputs(input, batchSize);
  const batch = { elementType: input.elementType, shape: [batchSize, ...input.shape], data };
  const feeds: Tensors = { input: batch, ...valueFeeds(model, values) };
  const runInto = await runIntoFor(ort);

  async function predict(examples: Examples, names: readonly string[]): Promise<Predictions> {
    const { count } = examples;
    const source = finiteRows("Trainer.predict", examples);
    const order = Int32Array.from({ length: count }, (_, row) => row);
    const outputs = names.map((name) => openOutput(graph.types.get(name)!.shape, count));
    const fetches = Object.fromEntries(names.map((name, i) => [name, outputs[i].batch]));
    for (let from = 0; from < count; from += batchSize) {
      const rows = Math.min(batchSize, count - from);
      // Where the last batch is shorter, the rows behind it keep older examples, whose results are not used.
      source.gather(order, from, rows, data);
      await runInto(session, feeds, fetches);
      for (const { keep } of outputs) keep(from, rows);
    }
    const [logits, features] = outputs.map(({ all }) => all);
    return features === undefined ? { logits } : { logits, features };
  }

  const takeTurn = inTurn(); // Calls that overlap share the buffers.
  return {
    predict: (examples, { features = false } = {}) =>
      takeTurn(() => predict(examples, features ? ["logits", "features"] : ["logits"])),
    release: () => session.release(),
  };
}
