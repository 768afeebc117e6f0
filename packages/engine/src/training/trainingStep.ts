// One step's worth of computing: buffers for a batch, and the session that turns them into a loss and gradients.
import type { LossRule } from "@softlabel/core";
import type { Model } from "../models/index.ts";
import { openSession, type OnnxRuntime, type Tensor } from "../onnx/index.ts";
import { createInputs } from "./batches.ts";
import type { ParameterBlock } from "./parameterBlock.ts";
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

const floats = (shape: readonly number[], data: Float32Array): Tensor => ({ elementType: "float32", shape, data });

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
  const feeds: Record<string, Tensor> = {
    input: { elementType, shape: [batchSize, ...shape], data: inputs },
    targets: floats([batchSize, classes], targets),
  };
  const fetches: Record<string, Tensor> = { logits: floats([batchSize, classes], logits), loss: floats([], mean) };
  model.parameters.forEach((parameter, i) => {
    feeds[parameter.name] = floats(parameter.shape, block.values[i]);
    fetches[gradients[i]] = floats(parameter.shape, block.gradientsOf[i]);
  });
  return {
    batchSize,
    inputs,
    targets,
    logits,
    async run() {
      await session.run(feeds, fetches);
      return mean[0];
    },
    release: () => session.release(),
  };
}
