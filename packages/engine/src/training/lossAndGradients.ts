// Loss and gradients of any ONNX classifier on one batch: what training computes, for checking.
import { crossEntropyRule } from "@softlabel/core";
import { check } from "@softlabel/core/internal";
import { GraphBuilder } from "../onnx/builder.ts";
import { tensorOf } from "../onnx/elementTypes.ts";
import { sizeOf } from "../onnx/graph.ts";
import { instantiate } from "../onnx/instantiate.ts";
import { openSession, type OnnxRuntime } from "../onnx/runtime.ts";
import { readClassifier } from "../models/import/classifierFile.ts";
import { findHead } from "../models/import/head.ts";
import { findTrainable } from "../models/import/trainable.ts";
import { addLossGradients } from "./trainingGraph.ts";

/** Numbers with a shape, row-major. */
export interface Values {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

/** What a batch gives. */
export interface LossAndGradients {
  /** The mean over the rows of the cross-entropy -Σ q log softmax(z). */
  readonly loss: number;
  /** z, [N, K] */
  readonly logits: { readonly shape: readonly number[]; readonly data: Float32Array };
  /** The gradient of that mean in each array of the file that can be trained, by its name. */
  readonly gradients: Readonly<Record<string, { readonly shape: readonly number[]; readonly data: Float32Array }>>;
}

const who = "lossAndGradients";

function checkLength(name: string, { shape, data }: Values): void {
  check(data.length === sizeOf(shape), who, `${sizeOf(shape)} values of ${name} [${shape.join(", ")}]`, data.length);
}

/** The training graph of the file as it is, its arrays as constants; gradients are under the names that come with it. */
function buildGraph(bytes: Uint8Array, input: Values, target: Values) {
  const file = readClassifier(bytes);
  const [batchSize, ...example] = input.shape;
  check(batchSize > 0, who, "at least one row of input", input.shape);
  const fits =
    file.example.length === example.length &&
    file.example.every((size, i) => typeof size === "string" || size === example[i]);
  check(fits, who, `input of shape [N, ${file.example.join(", ")}]`, input.shape);
  const open = file.example.flatMap((size, i) => (typeof size === "string" ? [[size, example[i]] as const] : []));
  const forward = instantiate(file.model, { ...Object.fromEntries(open), [file.batch]: batchSize });
  const head = findHead(forward);
  const expected = [batchSize, head.classes];
  check(
    target.shape.join() === expected.join(),
    who,
    `target of the logits' shape [${expected.join(", ")}]`,
    target.shape,
  );
  const builder = GraphBuilder.from(forward);
  const q = builder.input("target q", "float32", expected);
  const flat = builder.type(head.logits).shape.length === 2;
  const logits = flat ? head.logits : builder.node("Reshape", [head.logits, builder.int64(expected)]);
  const { parameters } = findTrainable(forward, file.arrays, file.input, head.logits);
  const names = parameters.map(({ name }) => name);
  const loss = "mean loss";
  const { graph, gradients } = addLossGradients(builder, crossEntropyRule, { logits, targets: q }, names, loss);
  const outputs = [...new Set([logits, loss, ...Object.values(gradients)])];
  return { file, logits, loss, q, gradients, graph: { ...graph, outputs } };
}

/**
 * Runs an ONNX classifier forward and backward on one batch, against the mean cross-entropy with soft targets.
 * BatchNormalization does as the file has it: by the batch's statistics in one exported for training, else by running ones.
 * @param modelBytes the ONNX file
 * @param batch.input what the model takes, [N, …]
 * @param batch.target q, [N, K]
 * @param ort the module of ONNX Runtime
 * @returns loss, logits, and the gradients of all arrays that can be trained, by their names in the file; of a vector that the
 *   exporter shared among layers, the second use is called `name:2`
 * @throws UsageError where the bytes are not an ONNX file, an operation is unknown, or shapes do not fit
 */
export async function lossAndGradients(
  modelBytes: Uint8Array,
  batch: { readonly input: Values; readonly target: Values },
  ort: OnnxRuntime,
): Promise<LossAndGradients> {
  const { input, target } = batch;
  checkLength("input", input);
  checkLength("target", target);
  const { file, logits, loss, q, gradients, graph } = buildGraph(modelBytes, input, target);
  const session = await openSession(ort, graph, { threads: 1 });
  const results = await session.run({
    [file.input]: tensorOf(file.elementType, input.shape, input.data),
    [q]: tensorOf("float32", target.shape, target.data),
  });
  await session.release();
  const floats = (name: string) => ({ shape: results[name].shape, data: results[name].data as Float32Array });
  const named = Object.entries(gradients).map(
    ([parameter, gradient]) => [file.fileNames.get(parameter) ?? parameter, floats(gradient)] as const,
  );
  return { loss: floats(loss).data[0], logits: floats(logits), gradients: Object.fromEntries(named) };
}
