// Logits and features of any number of examples, batch by batch, from one session.
import { withActivations, type ActivationValue } from "../models/activations.ts";
import type { InputSpec, Model } from "../models/model.ts";
import { sizeOf, type Graph } from "../onnx/graph.ts";
import { openSession, type OnnxRuntime } from "../onnx/runtime.ts";
import { createInputs } from "./examples/batches.ts";
import { finiteRows } from "./examples/checkExamples.ts";
import type { Examples } from "./examples/examples.ts";
import { floats, runIntoFor, type Tensors } from "./runInto.ts";

/** What a model says of examples, row-major. */
export interface Predictions {
  /** [N, K] */
  readonly logits: Float32Array;
  /** [N, D], what the last layer sees; only where asked for. */
  readonly features?: Float32Array | undefined;
  /** The hidden activations asked for, by name; only where there are such. */
  readonly activations?: Readonly<Record<string, ActivationRows>> | undefined;
}

/** What a layer gives for examples, row-major. */
export interface ActivationRows {
  /** [N, …]: [N, D] of a fully connected layer, [N, channels, height, width] of a convolutional one. */
  readonly shape: readonly number[];
  readonly data: Float32Array;
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
interface ModelValues {
  readonly parameters: readonly Float32Array[];
  readonly statistics: readonly Float32Array[];
}

/** Tensors over parameters and statistics, by their names. */
function valueFeeds(model: Model, { parameters, statistics }: ModelValues): Tensors {
  const all = [...model.parameters, ...(model.statistics ?? [])];
  const arrays = [...parameters, ...statistics];
  return Object.fromEntries(all.map(({ name, shape }, i) => [name, floats(shape, arrays[i])]));
}

/** Outputs' buffers for one batch, and the arrays of all rows that their batches are copied to. */
function openOutputs({ types }: Graph, names: ReadonlySet<string>, count: number) {
  const outputs = [...names].map((name) => {
    const { shape } = types.get(name)!;
    const size = sizeOf(shape.slice(1));
    const all: ActivationRows = { shape: [count, ...shape.slice(1)], data: new Float32Array(count * size) };
    return { name, size, batch: floats(shape, new Float32Array(sizeOf(shape))), all };
  });
  return {
    fetches: Object.fromEntries(outputs.map(({ name, batch }) => [name, batch])),
    keep: (from: number, rows: number): void => {
      for (const { size, batch, all } of outputs) all.data.set(batch.data.subarray(0, rows * size), from * size);
    },
    all: Object.fromEntries(outputs.map(({ name, all }) => [name, all])),
  };
}

/** What was asked for, of the outputs by name. */
function predictionsOf(
  all: Readonly<Record<string, ActivationRows>>,
  features: boolean,
  asked: readonly string[],
): Predictions {
  return {
    logits: all.logits.data,
    features: features ? all.features.data : undefined,
    activations: asked.length > 0 ? Object.fromEntries(asked.map((name) => [name, all[name]])) : undefined,
  };
}

/**
 * Opens a session for prediction.
 * @param activations hidden activations that are given with every prediction
 */
export async function openPredictor(
  ort: OnnxRuntime,
  model: Model,
  values: ModelValues,
  options: { readonly threads?: number },
  activations: readonly ActivationValue[] = [],
): Promise<Predictor> {
  const { input } = model;
  const batchSize = batchSizeFor(input);
  const graph = withActivations(model.graph(batchSize), activations);
  const session = await openSession(ort, graph, options);
  const data = createInputs(input, batchSize);
  const batch = { elementType: input.elementType, shape: [batchSize, ...input.shape], data };
  const feeds: Tensors = { input: batch, ...valueFeeds(model, values) };
  const runInto = await runIntoFor(ort);

  const asked = activations.map(([name]) => name);

  async function predict(examples: Examples, features: boolean): Promise<Predictions> {
    const { count } = examples;
    const source = finiteRows(examples);
    const order = Int32Array.from({ length: count }, (_, row) => row);
    const names = new Set(["logits", ...(features ? ["features"] : []), ...asked]);
    const { fetches, keep, all } = openOutputs(graph, names, count);
    for (let from = 0; from < count; from += batchSize) {
      const rows = Math.min(batchSize, count - from);
      // Where the last batch is shorter, the rows behind it keep older examples, whose results are not used.
      source.gather(order, from, rows, data);
      await runInto(session, feeds, fetches);
      keep(from, rows);
    }
    return predictionsOf(all, features, asked);
  }

  const takeTurn = inTurn(); // Calls that overlap share the buffers.
  return {
    predict: (examples, { features = false } = {}) => takeTurn(() => predict(examples, features)),
    release: () => session.release(),
  };
}
