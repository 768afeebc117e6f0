// Whether examples are what a model takes.
import { check, checkLabels, checkRange, fail } from "@softlabel/core/internal";
import type { InputSpec } from "../../models/model.ts";
import { sameShape, sizeOf } from "../../onnx/graph.ts";
import { rowSourceOf, type Examples, type RowSource } from "./examples.ts";

/** Throws for the first value that is not finite, with its row. */
function checkFinite(who: string, values: Uint8Array | Float32Array, rowOf: (index: number) => number): void {
  if (values instanceof Uint8Array) return;
  for (let i = 0; i < values.length; i++)
    if (!Number.isFinite(values[i])) fail(who, "finite inputs", `${values[i]} in row ${rowOf(i)}`);
}

const isArrayOf = (given: unknown, ...kinds: readonly (new () => unknown)[]): boolean =>
  kinds.some((kind) => given instanceof kind);

const kindOf = (given: unknown): string =>
  typeof given === "object" && given !== null ? given.constructor.name : String(given);

/**
 * Throws unless these are examples at all: their count, shape, inputs and labels of the types that they have.
 * @param who the function that was called, for messages
 * @param name the option that holds them
 */
export function checkExamples(who: string, name: string, examples: Examples): void {
  const isObject = typeof examples === "object" && examples !== null;
  check(isObject, who, `${name} as an object of count, shape, inputs and labels`, examples);
  const { count, shape, inputs, labels } = examples;
  checkRange(who, `${name}.count`, count, { from: 0, to: Infinity, integer: true });
  check(Array.isArray(shape), who, `${name}.shape as a list of whole numbers, such as [28, 28]`, shape);
  const isSource = typeof (inputs as Partial<RowSource> | undefined)?.gather === "function";
  const expected = `${name}.inputs as a Uint8Array, a Float32Array or a source of rows`;
  if (!isSource && !isArrayOf(inputs, Uint8Array, Float32Array))
    fail(who, expected, kindOf(inputs), "write Float32Array.from(inputs)");
  if (!isArrayOf(labels, Int32Array))
    fail(who, `${name}.labels as an Int32Array`, kindOf(labels), "write Int32Array.from(labels)");
}

/**
 * Throws unless the inputs of `examples` are what a model takes: shape, element type and, of an array, length and finite
 * values; what a source gives is looked at by `finiteRows`.
 * @param who the function that was called, for messages
 */
export function checkInputs(who: string, examples: Examples, input: InputSpec): void {
  const { count, shape, inputs } = examples;
  const { elementType } = rowSourceOf(examples);
  const size = sizeOf(input.shape);
  check(sameShape(shape, input.shape), who, `examples of shape [${input.shape.join(", ")}]`, shape);
  check(elementType === input.elementType, who, `inputs of ${input.elementType}`, elementType);
  if ("gather" in inputs) return;
  check(inputs.length === count * size, who, `${count * size} input values`, inputs.length);
  checkFinite(who, inputs, (index) => Math.floor(index / size));
}

/**
 * The inputs of examples as rows, finite ones: those of an array are known to be, those of a source are looked at as they come.
 * @param who the function that was called, for messages
 */
export function finiteRows(who: string, examples: Examples): RowSource {
  const source = rowSourceOf(examples);
  if (source !== examples.inputs || source.elementType === "uint8") return source;
  const size = sizeOf(examples.shape);
  return {
    elementType: source.elementType,
    gather(order, from, count, destination) {
      source.gather(order, from, count, destination);
      checkFinite(who, destination.subarray(0, count * size), (index) => order[from + Math.floor(index / size)]);
    },
  };
}

/**
 * Throws unless there is a label for each example, and each is the index of a class.
 * @param who the function that was called, for messages
 */
export function checkExampleLabels(who: string, { count, labels }: Examples, classes: number): void {
  check(labels.length === count, who, `${count} labels`, labels.length);
  checkLabels(who, labels, classes);
}
