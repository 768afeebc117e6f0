// A trained model as an ONNX file that takes raw input in batches of any size.
import { check } from "@softlabel/core";
import { encodeGraph, type Tensor } from "../onnx/index.ts";
import type { Model } from "./model.ts";

/** What is written into the file beside the graph. */
export interface ExportOptions {
  /** Names of the classes, in the order of the logits; stored under "classes" as JSON. */
  readonly classes?: readonly string[];
  /** More of the file's metadata, by name. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/**
 * Writes a model with its parameters: input "input" [N, ...shape] as the data has it, outputs "logits" and "features".
 * @param parameters values in the order of `model.parameters`
 * @throws UsageError where the number of parameters, their sizes or the class names do not fit the model
 */
export function exportModel(
  model: Model,
  parameters: readonly Float32Array[],
  options: ExportOptions = {},
): Uint8Array {
  const who = "exportModel";
  check(parameters.length === model.parameters.length, who, `${model.parameters.length} parameters`, parameters.length);
  const { classes, metadata } = options;
  check(
    (classes?.length ?? model.input.classes) === model.input.classes,
    who,
    `${model.input.classes} class names`,
    classes,
  );
  const graph = model.graph(1);
  const tensors = model.parameters.map(({ name, shape, values }, i): [string, Tensor] => {
    check(parameters[i].length === values.length, who, `${values.length} values of ${name}`, parameters[i].length);
    return [name, { elementType: "float32", shape, data: parameters[i] }];
  });
  const initializers = new Map([...graph.initializers, ...tensors]);
  const names = classes === undefined ? {} : { classes: JSON.stringify(classes) };
  return encodeGraph(
    { ...graph, inputs: ["input"], initializers },
    { metadata: { model: model.name, ...names, ...metadata }, symbolicBatch: "N" },
  );
}
