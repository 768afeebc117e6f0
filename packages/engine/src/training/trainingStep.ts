// One step's worth of computing: buffers for a batch, and the session that turns them into a loss and gradients.
import type { LossRule } from "@softlabel/core";
import type { Model } from "../models/index.ts";
import { openSession, type OnnxRuntime } from "../onnx/index.ts";
import { createInputs } from "./batches.ts";
import type { ParameterBlock } from "./parameterBlock.ts";
import { floats, runIntoFor, type Tensors } from "./runInto.ts";
import { buildTrainingGraph } from "./trainingGraph.ts";

/** A session for batches of one size. Fill `inputs` and `targets`, then run. */
export interface TrainingStep {
  readonly batchSize: number;
  /** [N, ...shape], as the examples have it. */
  readonly inputs: Uint8Array | Float32Array;
  /** q, [N, K]. */
  readonly targets: Float32Array;
  /** [N, K], filled by the last run. */
  readonly logits: Float32Array;
  /** Computes the gradients into the parameter block; returns the mean loss. */
  run(): Promise<number>;
  release(): Promise<void>;
}

/** What a step needs beside its batch size. */
export interface TrainingStepOptions {
  readonly ort: OnnxRuntime;
  readonly model: Model;
  readonly loss: LossRule;
  readonly block: ParameterBlock;
  readonly session: { readonly threads?: number };
}

/** Opens a session for batches of `batchSize` examples; its tensors are made once and lie over the same memory ever after. */
export async function openTrainingStep(options: TrainingStepOptions, batchSize: number): Promise<TrainingStep> {
  const { ort, model, loss, block } = options;
  const { shape, elementType, classes } = model.input;
  const { graph, gradients } = buildTrainingGraph(model, loss, batchSize);
  const session = await openSession(ort, graph, options.session);
  const inputs = createInputs(model.input, batchSize);
  const targets = new Float32Array(batchSize * classes);
  const logits = new Float32Array(batchSize * classes);
  const mean = new Float32Array(1);
  const valueTensors = model.parameters.map(({ name, shape }, i) => [name, floats(shape, block.values[i])] as const);
  const gradientTensors = model.parameters.map(
    ({ shape }, i) => [gradients[i], floats(shape, block.gradientsOf[i])] as const,
  );
  const feeds: Tensors = {
    input: { elementType, shape: [batchSize, ...shape], data: inputs },
    targets: floats([batchSize, classes], targets),
    ...Object.fromEntries(valueTensors),
  };
  const fetches: Tensors = {
    logits: floats([batchSize, classes], logits),
    loss: floats([], mean),
    ...Object.fromEntries(gradientTensors),
  };
  const runInto = await runIntoFor(ort);
  return {
    batchSize,
    inputs,
    targets,
    logits,
    async run() {
      await runInto(session, feeds, fetches);
      return mean[0];
    },
    release: () => session.release(),
  };
}
