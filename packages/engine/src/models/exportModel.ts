// A trained model as an ONNX file that takes raw input in batches of any size.
import { check, readOptions } from "@softlabel/core/internal";
import { encodeGraph } from "../onnx/encode.ts";
import type { Tensor } from "../onnx/graph.ts";
import { openBatch } from "../onnx/openBatch.ts";
import { activationValues, withActivations } from "./activations.ts";
import type { Model, Parameter } from "./model.ts";

/** What is written into the file beside the graph. */
export interface ExportOptions {
  /** Values in the order of `model.statistics`, as `Trainer.statistics` gives them; those the model begins with where left out. */
  readonly statistics?: readonly Float32Array[];
  /** Names of the classes, in the order of the logits; stored under "classes" as JSON. */
  readonly classes?: readonly string[];
  /** Hidden activations that the file gives as outputs, too, [N, …]: names of `model.activations`, or of its graph's values. */
  readonly outputs?: readonly string[];
  /** More of the file's metadata, by name. */
  readonly metadata?: Readonly<Record<string, string>>;
}

const who = "exportModel";

/** The values as initializers; each must be as long as its parameter. */
function asInitializers(
  kind: string,
  parameters: readonly Parameter[],
  given: readonly Float32Array[],
): (readonly [string, Tensor])[] {
  check(given.length === parameters.length, who, `${parameters.length} ${kind}`, given.length);
  return parameters.map(({ name, shape, values }, i) => {
    check(given[i].length === values.length, who, `${values.length} values of ${name}`, given[i].length);
    return [name, { elementType: "float32", shape, data: given[i] }] as const;
  });
}

/** What a file says of its model: its name, the names of its classes, and which of its values hold which activations, as JSON. */
function ownMetadata(
  { name, activations = {} }: Model,
  classes: readonly string[] | undefined,
): Readonly<Record<string, string | undefined>> {
  return {
    model: name,
    classes: classes && JSON.stringify(classes),
    activations: Object.keys(activations).length > 0 ? JSON.stringify(activations) : undefined,
  };
}

/**
 * Writes a model with its parameters: input "input" [N, ...shape] as the data has it, outputs "logits", "features" and the hidden
 * activations asked for.
 * @param parameters values in the order of `model.parameters`
 * @throws UsageError where the number of parameters or statistics, their sizes or the class names do not fit the model, or an
 *   output is not an activation of it
 */
export function exportModel(
  model: Model,
  parameters: readonly Float32Array[],
  options: ExportOptions = {},
): Uint8Array {
  const given = readOptions(who, options, { statistics: undefined, classes: undefined, outputs: [], metadata: {} });
  const { statistics: known = [] } = model;
  const { classes, metadata, outputs, statistics = known.map(({ values }) => values) } = given;
  check(
    (classes?.length ?? model.input.classes) === model.input.classes,
    who,
    `${model.input.classes} class names`,
    classes,
  );
  const activations = activationValues(model, outputs);
  const graph = openBatch((batchSize) => withActivations(model.graph(batchSize), activations), "input");
  const initializers = new Map([
    ...graph.initializers,
    ...asInitializers("parameters", model.parameters, parameters),
    ...asInitializers("statistics", known, statistics),
  ]);
  return encodeGraph(
    { ...graph, inputs: ["input"], initializers },
    { metadata: { ...ownMetadata(model, classes), ...metadata }, symbolicBatch: "N" },
  );
}
