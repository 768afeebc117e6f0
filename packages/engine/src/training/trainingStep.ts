// One step's worth of computing: buffers for a batch, and the session that turns them into a loss and gradients.
import type { LossRule } from "@softlabel/core";
import type { Model } from "../models/index.ts";
import { openSession, type OnnxRuntime } from "../onnx/index.ts";
import { createInputs } from "./batches.ts";
import type { ParameterBlock } from "./parameterBlock.ts";
import { floats, runIntoFor, type Tensors } from "./runInto.ts";
import { buildTrainingGraph } from "./trainingGraph.ts";

/** A session for batches of one size. Fill `inputs`, `targets` and `coefficients`, then run. */
export interface TrainingStep {
  readonly batchSize: number;
  /** [N, ...shape], as the examples have it. */
  readonly inputs: Uint8Array | Float32Array;
  /** q, [N, K]. */
  readonly targets: Float32Array;
  /** The loss's coefficients by name, a number each. */
  readonly coefficients: Readonly<Record<string, Float32Array>>;
  /** [N, K], filled by the last run. */
  readonly logits: Float32Array;
  /** Their softmax, [N, K], filled where the step is watched. */
  readonly probabilities: Float32Array;
  /** Computes the gradients into the parameter block; returns the mean loss. */
  run(): Promise<number>;
  release(): Promise<void>;
}

/** What a step needs beside its batch size. */
export interface TrainingStepOptions {
  readonly ort: OnnxRuntime;
  readonly model: Model;
  readonly loss: LossRule;
  /** Whether the softmax of the logits is wanted; not where left out. */
  readonly watched?: boolean;
  readonly block: ParameterBlock;
  readonly session: { readonly threads?: number };
}

/** Tensors over the parts of a block, in the order of the model's parameters. */
function blockTensors(model: Model, names: readonly string[], parts: readonly Float32Array[]): Tensors {
  return Object.fromEntries(model.parameters.map(({ shape }, i) => [names[i], floats(shape, parts[i])] as const));
}

/** Opens a session for batches of `batchSize` examples; its tensors are made once and lie over the same memory ever after. */
export async function openTrainingStep(options: TrainingStepOptions, batchSize: number): Promise<TrainingStep> {
  const { ort, model, loss, block, watched = false } = options;
  const { shape, elementType, classes } = model.input;
  const { graph, gradients, coefficients } = buildTrainingGraph(model, loss, batchSize, { probabilities: watched });
  const session = await openSession(ort, graph, options.session);
  const inputs = createInputs(model.input, batchSize);
  const rows = () => floats([batchSize, classes], new Float32Array(batchSize * classes));
  const scalar = () => floats([], new Float32Array(1));
  const [targets, logits, probabilities, mean] = [rows(), rows(), rows(), scalar()];
  const scalars = Object.keys(coefficients).map((name) => [name, scalar()] as const);
  const names = model.parameters.map(({ name }) => name);
  const feeds: Tensors = {
    input: { elementType, shape: [batchSize, ...shape], data: inputs },
    targets,
    ...blockTensors(model, names, block.values),
    ...Object.fromEntries(scalars.map(([name, tensor]) => [coefficients[name], tensor])),
  };
  const fetches: Tensors = {
    logits,
    loss: mean,
    ...blockTensors(model, gradients, block.gradientsOf),
    ...(watched ? { probabilities } : {}),
  };
  const runInto = await runIntoFor(ort);
  return {
    batchSize,
    inputs,
    targets: targets.data,
    coefficients: Object.fromEntries(scalars.map(([name, { data }]) => [name, data])),
    logits: logits.data,
    probabilities: probabilities.data,
    async run() {
      await runInto(session, feeds, fetches);
      return mean.data[0];
    },
    release: () => session.release(),
  };
}
