// One step's worth of computing: buffers for a batch, and the session that turns them into a loss and gradients.
import type { LossRule } from "@softlabel/core";
import type { ActivationValue } from "../models/activations.ts";
import type { Model } from "../models/model.ts";
import { sizeOf, type Graph } from "../onnx/graph.ts";
import { openSession, type OnnxRuntime } from "../onnx/runtime.ts";
import { createInputs } from "./examples/batches.ts";
import type { ActivationRows } from "./predictor.ts";
import type { MaskBuffer } from "./dropoutMask.ts";
import type { ParameterBlock } from "./parameterBlock.ts";
import { floats, runIntoFor, type Tensors } from "./runInto.ts";
import { buildTrainingGraph } from "./trainingGraph.ts";

/** A session for batches of one size. Fill `inputs`, `targets`, `weights`, `coefficients`, `teacher` and `masks`, then run. */
export interface TrainingStep {
  readonly batchSize: number;
  /** [N, ...shape], as the examples have it. */
  readonly inputs: Uint8Array | Float32Array;
  /** q, [N, K]. */
  readonly targets: Float32Array;
  /** What each example's loss is multiplied by, [N], where examples are weighted. */
  readonly weights?: Float32Array | undefined;
  /** The loss's coefficients by name, a number each. */
  readonly coefficients: Readonly<Record<string, Float32Array>>;
  /** The teacher's logits, [N, K], where the loss uses a teacher. */
  readonly teacher?: Float32Array | undefined;
  /** What dropout multiplies by, a mask for each of the model's dropouts. */
  readonly masks: readonly MaskBuffer[];
  /** [N, K], filled by the last run. */
  readonly logits: Float32Array;
  /** Their softmax, [N, K], where the step is watched. */
  readonly probabilities?: Float32Array | undefined;
  /** The batch's own statistics, in the model's order, filled by the last run. */
  readonly statistics: readonly Float32Array[];
  /** The activations asked for, by name, filled by the last run. */
  readonly activations: Readonly<Record<string, ActivationRows>>;
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
  /** Whether every example has a weight; not where left out. */
  readonly weighted?: boolean;
  /** Activations that are wanted; none where left out. */
  readonly activations?: readonly ActivationValue[];
  readonly block: ParameterBlock;
  readonly session: { readonly threads?: number };
}

/** Tensors over the parts of a block, in the order of the model's parameters. */
function blockTensors(model: Model, names: readonly string[], parts: readonly Float32Array[]): Tensors {
  return Object.fromEntries(model.parameters.map(({ shape }, i) => [names[i], floats(shape, parts[i])] as const));
}

type FloatBuffer = ReturnType<typeof floats>;

/** A buffer for a value of the graph. */
function bufferFor({ types }: Graph, name: string): FloatBuffer {
  const { shape } = types.get(name)!;
  return floats(shape, new Float32Array(sizeOf(shape)));
}

/** Opens a session for batches of `batchSize` examples; its tensors are made once and are over the same memory ever after. */
export async function openTrainingStep(options: TrainingStepOptions, batchSize: number): Promise<TrainingStep> {
  const { ort, model, loss, block, watched = false, weighted = false, activations = [] } = options;
  const { shape, elementType } = model.input;
  const { dropouts = [] } = model;
  const training = buildTrainingGraph(model, loss, batchSize, { probabilities: watched, weighted, activations });
  const { graph, gradients, coefficients } = training;
  const session = await openSession(ort, graph, options.session);
  const inputs = createInputs(model.input, batchSize);
  const buffers = (names: readonly string[]): Record<string, FloatBuffer> =>
    Object.fromEntries(names.map((name) => [name, bufferFor(graph, name)]));
  const further = [...(loss.usesTeacher ? ["teacher"] : []), ...(weighted ? ["example weights"] : [])];
  const fed = buffers(["targets", ...further, ...dropouts.map(({ input }) => input), ...Object.values(coefficients)]);
  const asked = activations.map(([name]) => name);
  const fetched = buffers(["logits", "loss", ...training.statistics, ...(watched ? ["probabilities"] : []), ...asked]);
  const names = model.parameters.map(({ name }) => name);
  const input = { elementType, shape: [batchSize, ...shape], data: inputs };
  const feeds: Tensors = { input, ...fed, ...blockTensors(model, names, block.values) };
  const fetches: Tensors = { ...fetched, ...blockTensors(model, gradients, block.gradientsOf) };
  const runInto = await runIntoFor(ort);
  return {
    batchSize,
    inputs,
    targets: fed.targets.data,
    coefficients: Object.fromEntries(Object.entries(coefficients).map(([name, value]) => [name, fed[value].data])),
    teacher: loss.usesTeacher ? fed.teacher.data : undefined,
    weights: weighted ? fed["example weights"].data : undefined,
    masks: dropouts.map(({ input, keep }) => ({ keep, data: fed[input].data })),
    logits: fetched.logits.data,
    probabilities: watched ? fetched.probabilities.data : undefined,
    statistics: training.statistics.map((name) => fetched[name].data),
    activations: Object.fromEntries(asked.map((name) => [name, fetched[name]])),
    async run() {
      await runInto(session, feeds, fetches);
      return fetched.loss.data[0];
    },
    release: () => session.release(),
  };
}
