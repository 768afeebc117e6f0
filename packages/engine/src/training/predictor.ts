// Logits and features of any number of examples, batch by batch, from one session.
import type { Model } from "../models/index.ts";
import { openSession, sizeOf, type OnnxRuntime } from "../onnx/index.ts";
import { createInputs } from "./batches.ts";
import type { Examples } from "./examples.ts";
import { floats, runIntoFor, type Tensors } from "./runInto.ts";

/** What a model says of examples, row-major. */
export interface Predictions {
  /** [N, K] */
  readonly logits: Float32Array;
  /** [N, D], what the last layer sees; only where asked for. */
  readonly features?: Float32Array;
}

/** Predicts with the parameters as they are in memory at that moment. */
export interface Predictor {
  predict(examples: Examples, options?: { readonly features?: boolean }): Promise<Predictions>;
  release(): Promise<void>;
}

/** Examples that are predicted at once. */
const batchSize = 512;

/** An output's buffer for one batch, and the array of all rows that its batches are copied to. */
function openOutput(shape: readonly number[], count: number) {
  const size = shape[1];
  const batch = floats(shape, new Float32Array(sizeOf(shape)));
  const all = new Float32Array(count * size);
  const keep = (from: number, rows: number) => all.set(batch.data.subarray(0, rows * size), from * size);
  return { batch, all, keep };
}

/**
 * Opens a session for prediction.
 * @param parameters views of the values, in the order of the model's parameters
 */
export async function openPredictor(
  ort: OnnxRuntime,
  model: Model,
  parameters: readonly Float32Array[],
  options: { readonly threads?: number },
): Promise<Predictor> {
  const graph = model.graph(batchSize);
  const session = await openSession(ort, graph, options);
  const { shape, elementType } = model.input;
  const data = createInputs(model.input, batchSize);
  const values = model.parameters.map(({ name, shape }, i) => [name, floats(shape, parameters[i])] as const);
  const feeds: Tensors = { input: { elementType, shape: [batchSize, ...shape], data }, ...Object.fromEntries(values) };
  const runInto = await runIntoFor(ort);
  const size = sizeOf(shape);

  async function predict({ count, inputs }: Examples, names: readonly string[]): Promise<Predictions> {
    const outputs = names.map((name) => openOutput(graph.types.get(name)!.shape, count));
    const fetches = Object.fromEntries(names.map((name, i) => [name, outputs[i].batch]));
    for (let from = 0; from < count; from += batchSize) {
      const rows = Math.min(batchSize, count - from);
      // Where the last batch is shorter, the rows behind it keep older examples, whose results are not used.
      data.set(inputs.subarray(from * size, (from + rows) * size));
      await runInto(session, feeds, fetches);
      for (const { keep } of outputs) keep(from, rows);
    }
    const [logits, features] = outputs.map(({ all }) => all);
    return features === undefined ? { logits } : { logits, features };
  }

  // Calls that overlap share the buffers, so each waits for the one before it.
  let last: Promise<unknown> = Promise.resolve();
  return {
    predict(examples, { features = false } = {}) {
      const turn = last.then(() => predict(examples, features ? ["logits", "features"] : ["logits"]));
      last = turn.catch(() => undefined);
      return turn;
    },
    release: () => session.release(),
  };
}
