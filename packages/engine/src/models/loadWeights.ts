// Takes the weights of a model from an ONNX file that has them under the same names.
import { check, firstOf } from "@softlabel/core/internal";
import { decodeModel } from "../onnx/decode.ts";
import { sameShape, type Graph } from "../onnx/graph.ts";
import type { Model, Parameter } from "./model.ts";

/** A model with the weights of a file, and what found no partner. */
export interface LoadedWeights {
  readonly model: Model;
  /** The arrays, running statistics among them, that the file gave. */
  readonly loaded: readonly string[];
  /** The arrays of the last layer that the file does not have in that shape; they begin as the model drew them. */
  readonly fresh: readonly string[];
  /** The file's arrays that the model has no use for. */
  readonly unused: readonly string[];
}

/** An array of a file. */
interface FileArray {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}
type FileArrays = ReadonlyMap<string, FileArray>;

/** The arrays of a file; exporters write an array that equals another as an Identity of that. */
function arraysOf({ initializers, nodes }: Graph): FileArrays {
  const arrays = new Map<string, FileArray>();
  for (const [name, { shape, data }] of initializers)
    if (data instanceof Float32Array) arrays.set(name, { shape, data });
  for (const { operation, inputs, outputs } of nodes) {
    const original = operation === "Identity" ? arrays.get(inputs[0]) : undefined;
    if (original !== undefined) arrays.set(outputs[0], original);
  }
  return arrays;
}

/** The arrays of the layer that makes the logits. */
function headOf(model: Model): readonly string[] {
  const { nodes } = model.graph(1);
  return nodes.find(({ outputs }) => outputs.includes("logits"))?.inputs.slice(1) ?? [];
}

/** Throws unless the file has every array of the model up to its last layer, each of the same shape. */
function checkArrays(model: Model, needed: readonly Parameter[], arrays: FileArrays): void {
  const who = "loadWeights";
  const missing = needed.filter(({ name }) => !arrays.has(name)).map(({ name }) => name);
  const remedy =
    "keep all names: torch.onnx.export(model, …, dynamo=False, training=TrainingMode.PRESERVE, do_constant_folding=False)";
  const expected = `${firstOf(missing, 3)} among the arrays of the file, as ${model.name} has`;
  check(missing.length === 0, who, expected, [...arrays.keys()].slice(0, 3), remedy);
  for (const { name, shape } of needed) {
    const found = arrays.get(name)!.shape;
    const fitting = "choose the model and the size of images that the weights are for";
    check(sameShape(shape, found), who, `${name} of shape [${shape.join(", ")}]`, found, fitting);
  }
}

/**
 * Gives a model the weights of a file: those with the names and shapes of its own arrays. Files that PyTorch exports from
 * torchvision's networks have the names that the models here have. A last layer for other classes is not taken.
 * @param model what `createModel` made
 * @param bytes an ONNX file
 * @throws UsageError where the bytes are not an ONNX file, or an array before the last layer is not in it or of another shape
 */
export function loadWeights(model: Model, bytes: Uint8Array): LoadedWeights {
  const arrays = arraysOf(decodeModel(bytes).graph);
  const { parameters, statistics = [] } = model;
  const all = [...parameters, ...statistics];
  const head = headOf(model);
  const needed = all.filter(({ name }) => !head.includes(name));
  checkArrays(model, needed, arrays);
  const fits = ({ name, shape }: Parameter): boolean => sameShape(shape, arrays.get(name)?.shape ?? []);
  const taken = all.every(fits) ? all : needed;
  const loaded = new Set(taken.map(({ name }) => name));
  const take = (parameter: Parameter): Parameter => {
    const { name, shape } = parameter;
    return loaded.has(name) ? { name, shape, values: arrays.get(name)!.data.slice() } : parameter;
  };
  return {
    model: {
      ...model,
      parameters: parameters.map(take),
      statistics: statistics.map((statistic) => ({ ...take(statistic), momentum: statistic.momentum })),
    },
    loaded: [...loaded],
    fresh: taken === all ? [] : head,
    unused: [...arrays.keys()].filter((name) => !loaded.has(name)),
  };
}
