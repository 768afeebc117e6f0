// ONNX classifiers from files, and their predictions: any operations, any batch size.
import { check, fail } from "@softlabel/core/internal";
import {
  decodeModel,
  openSession,
  type Examples,
  type InputSpec,
  type OnnxModel,
  type OnnxRuntime,
  type Tensor,
} from "@softlabel/engine";
import { rowSourceOf, sizeOf } from "@softlabel/engine/internal";
import { readDeployed } from "../deployment/deployedMetadata.ts";
import { modelFiles } from "../store/modelFiles.ts";

/** A decoded classifier file. */
export interface ClassifierFile {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly model: OnnxModel;
}

/**
 * Refuses a deployed model.onnx: its probabilities are scaled already, and it takes columns instead of features.
 * @param who the start of the message
 */
export function refuseDeployed(who: string, file: string, { metadata }: OnnxModel): void {
  if (readDeployed(metadata) === undefined) return;
  const beside = file.replace(/[^/\\]*$/, modelFiles.network);
  fail(who, "logits", "the label and probabilities of a deployed model.onnx", `use ${beside}`);
}

/** The batch size if the file leaves it open. */
const usualBatch = 256;

/**
 * Decodes a classifier.
 * @throws UsageError if the bytes are not an ONNX model, or are a deployed `model.onnx`, which has no logits
 */
export function decodeClassifier(file: string, bytes: Uint8Array): ClassifierFile {
  const model = decodeOnnx(file, bytes);
  refuseDeployed(file, file, model);
  return { file, bytes, model };
}

function decodeOnnx(file: string, bytes: Uint8Array): OnnxModel {
  try {
    return decodeModel(bytes);
  } catch (error) {
    return fail(file, "an ONNX model", (error as Error).message, "check the path");
  }
}

/** The only input of a file. */
interface FileInput {
  readonly name: string;
  readonly elementType: "uint8" | "float32";
  readonly shape: readonly number[];
}

/**
 * The input of a file.
 * @throws UsageError if the examples do not fit it
 */
export function fileInputOf({ file, model }: ClassifierFile, input: InputSpec): FileInput {
  const { graph, openShapes } = model;
  check(graph.inputs.length === 1, file, "a model with one input", graph.inputs);
  const [name] = graph.inputs;
  const type = graph.types.get(name);
  const elementType = type?.elementType;
  if (elementType !== "uint8" && elementType !== "float32")
    return fail(file, "an input of uint8 or float32", elementType ?? "none");
  if (elementType === "uint8") check(input.elementType === "uint8", file, `examples of uint8`, input.elementType);
  const [batch, ...shape] = openShapes.get(name) ?? type?.shape ?? [];
  const open = shape.some((size) => typeof size === "string");
  const fits = open || sizeOf(shape as number[]) === sizeOf(input.shape);
  check(fits, file, `examples of shape [${input.shape.join(", ")}]`, shape, "use a model made for these data");
  const rows = typeof batch === "number" ? batch : usualBatch;
  return { name, elementType, shape: [rows, ...(open ? input.shape : (shape as number[]))] };
}

/** One number per value of an example, from one for all or one per channel. */
function perValue(numbers: number | readonly number[], shape: readonly number[]): Float64Array {
  const plane = sizeOf(shape) / shape[0];
  const at = (i: number): number => (typeof numbers === "number" ? numbers : numbers[Math.floor(i / plane)]);
  return Float64Array.from({ length: sizeOf(shape) }, (_, i) => at(i));
}

/** Copies the rows `order[from … from + count)` of the examples to the front of a batch. */
type Fill = (order: Int32Array, from: number, count: number) => void;

/** Fills `batch` with raw examples. */
function fillRaw(batch: Uint8Array | Float32Array, examples: Examples): Fill {
  const source = rowSourceOf(examples);
  return (order, from, count) => source.gather(order, from, count, batch);
}

/** Fills `batch` with normalised examples: value · scale + shift. */
function fillNormalised(batch: Float32Array, examples: Examples, { scale, shift, shape }: InputSpec): Fill {
  const source = rowSourceOf(examples);
  const [factors, summands] = [perValue(scale, shape), perValue(shift, shape)];
  const raw = source.elementType === "uint8" ? new Uint8Array(batch.length) : new Float32Array(batch.length);
  return (order, from, count) => {
    source.gather(order, from, count, raw);
    for (let i = 0; i < count * factors.length; i++) {
      const value = i % factors.length;
      batch[i] = raw[i] * factors[value] + summands[value];
    }
  };
}

/** The logits: the output of that name, or else the first output. */
function logitsOf(
  { file, model }: ClassifierFile,
  results: Readonly<Record<string, Tensor>>,
  classes: number,
): Float32Array {
  const name = "logits" in results ? "logits" : model.graph.outputs[0];
  const { shape, data } = results[name];
  const fits = shape.length === 2 && shape[1] === classes && data instanceof Float32Array;
  return fits ? data : fail(file, `logits [rows, ${classes}], one per class`, shape);
}

/**
 * The logits of all examples.
 * @param input the type, shape and normalisation of the examples
 * @returns [N, K], row by row
 * @throws UsageError if the model takes other examples, or has another number of classes
 */
export async function predictLogits(
  ort: OnnxRuntime,
  classifier: ClassifierFile,
  input: InputSpec,
  examples: Examples,
): Promise<Float32Array> {
  const { name, elementType, shape } = fileInputOf(classifier, input);
  const session = await openSession(ort, classifier.bytes);
  const data = elementType === "uint8" ? new Uint8Array(sizeOf(shape)) : new Float32Array(sizeOf(shape));
  // A graph exported by softlabel normalises its input itself.
  const raw = data instanceof Uint8Array || classifier.model.metadata.softlabel !== undefined;
  const fill = raw ? fillRaw(data, examples) : fillNormalised(data, examples, input);
  const feeds = { [name]: { elementType, shape, data } };
  const order = Int32Array.from({ length: examples.count }, (_, row) => row);
  const all = new Float32Array(examples.count * input.classes);
  try {
    for (let from = 0; from < examples.count; from += shape[0]) {
      const rows = Math.min(shape[0], examples.count - from);
      fill(order, from, rows);
      const logits = logitsOf(classifier, await session.run(feeds), input.classes);
      all.set(logits.subarray(0, rows * input.classes), from * input.classes);
    }
  } finally {
    await session.release();
  }
  return all;
}
