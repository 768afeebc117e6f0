// Checks examples: their types, and whether they fit a model.
import { check, checkLabels, checkRange, fail } from "@softlabel/core/internal";
import type { InputSpec } from "../../models/model.ts";
import { sameShape, sizeOf } from "../../onnx/graph.ts";
import { rowSourceOf, type Examples, type RowSource } from "./examples.ts";

/** Throws for the first value that is not finite, with its row. */
function checkFinite(values: Uint8Array | Float32Array, rowOf: (index: number) => number): void {
  if (values instanceof Uint8Array) return;
  for (let i = 0; i < values.length; i++)
    if (!Number.isFinite(values[i])) fail("examples", "finite inputs", `${values[i]} in row ${rowOf(i)}`);
}

const isArrayOf = (given: unknown, ...kinds: readonly (new () => unknown)[]): boolean =>
  kinds.some((kind) => given instanceof kind);

const kindOf = (given: unknown): string =>
  typeof given === "object" && given !== null ? given.constructor.name : String(given);

/**
 * Checks the types of count, shape, inputs and labels.
 * @param name the option that holds the examples, for messages
 * @throws UsageError for a wrong type
 */
export function checkExamples(name: string, examples: Examples): void {
  const isObject = typeof examples === "object" && examples !== null;
  check(isObject, name, "an object of count, shape, inputs and labels", examples);
  const { count, shape, inputs, labels } = examples;
  checkRange(name, "count", count, { from: 0, to: Infinity, integer: true });
  check(Array.isArray(shape), name, "shape as a list of whole numbers, such as [28, 28]", shape);
  const isSource = typeof (inputs as Partial<RowSource> | undefined)?.gather === "function";
  const expected = "inputs as a Uint8Array, a Float32Array or a RowSource";
  if (!isSource && !isArrayOf(inputs, Uint8Array, Float32Array))
    fail(name, expected, kindOf(inputs), "write Float32Array.from(inputs)");
  if (!isArrayOf(labels, Int32Array))
    fail(name, "labels as an Int32Array", kindOf(labels), "write Int32Array.from(labels)");
}

/**
 * Checks that inputs fit a model: shape, element type and, for an array, length and finite values. The rows of a
 * RowSource are checked by `finiteRows`.
 * @throws UsageError if they do not fit
 */
export function checkInputs(examples: Examples, input: InputSpec): void {
  const { count, shape, inputs } = examples;
  const { elementType } = rowSourceOf(examples);
  const size = sizeOf(input.shape);
  check(sameShape(shape, input.shape), "examples", `shape [${input.shape.join(", ")}]`, shape);
  check(elementType === input.elementType, "examples", `inputs of ${input.elementType}`, elementType);
  if ("gather" in inputs) return;
  check(inputs.length === count * size, "examples", `${count * size} input values`, inputs.length);
  checkFinite(inputs, (index) => Math.floor(index / size));
}

/** Inputs as rows. Arrays were checked by `checkInputs`; rows of a source are checked as they are fetched. */
export function finiteRows(examples: Examples): RowSource {
  const source = rowSourceOf(examples);
  if (source !== examples.inputs || source.elementType === "uint8") return source;
  const size = sizeOf(examples.shape);
  return {
    elementType: source.elementType,
    gather(order, from, count, destination) {
      source.gather(order, from, count, destination);
      checkFinite(destination.subarray(0, count * size), (index) => order[from + Math.floor(index / size)]);
    },
  };
}

/**
 * Checks that every example has a label, and that each label is the index of a class.
 * @throws UsageError with the row of the first wrong label
 */
export function checkExampleLabels({ count, labels }: Examples, classes: number): void {
  check(labels.length === count, "examples", `${count} labels`, labels.length);
  checkLabels("examples", labels, classes);
}
