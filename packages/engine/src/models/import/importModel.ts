// Makes a trainable model of an ONNX file.
import { UsageError, type Random } from "@softlabel/core";
import { check, fail, readOptions } from "@softlabel/core/internal";
import { elementTypeCode } from "../../onnx/elementTypes.ts";
import { GraphBuilder } from "../../onnx/builder.ts";
import type { ReadExternal } from "../../onnx/decode.ts";
import { int, sizeOf, type Graph } from "../../onnx/graph.ts";
import { instantiate, instantiateForTraining } from "../../onnx/instantiate.ts";
import { randomFrom, readInput, type InputOptions } from "../inputOptions.ts";
import { uniformByInputs } from "../initialisation.ts";
import {
  batchStatistic,
  type InputSpec,
  type Mode,
  type Model,
  type Parameter,
  type RunningStatistic,
} from "../model.ts";
import { addNormalisedInput } from "../normalisedInput.ts";
import { readClassifier, type ClassifierFile } from "./classifierFile.ts";
import { addVectors, graft } from "./graft.ts";
import { findHead, type Head } from "./head.ts";
import { conversionOf, type InputConversion } from "./inputConversion.ts";
import { withOpenBatch } from "./openedBatch.ts";
import { findTrainable } from "./trainable.ts";
import { selectParameters, type Tuning } from "./tuning.ts";

/** How a file is to become a model. */
export interface ImportOptions {
  /** What the model is called; the file's name is a good one. */
  readonly name: string;
  /** What one example is. Files that take uint8 scale for themselves: their input is left as it is. */
  readonly input: InputOptions;
  /** Where the values of a new head are drawn from, or a seed; default 1. */
  readonly random?: Random | number;
  /** What is trained; all where left out. */
  readonly tune?: Tuning;
  /** Gives the files beside this one that hold its arrays, by their names; such files are refused where left out. */
  readonly external?: ReadExternal;
}

/** A model made of a file, and what the user should know of it. */
export interface ImportedModel extends Model {
  /** Sentences: what cannot be trained, what was replaced, what the file lacks. */
  readonly notes: readonly string[];
}

/** What every graph of an imported model is made from. */
interface Plan {
  readonly name: string;
  readonly spec: InputSpec;
  readonly file: ClassifierFile;
  readonly conversion: InputConversion;
  readonly head: Head;
  /** A last layer in place of the file's. */
  readonly newHead: readonly Parameter[];
  readonly parameters: readonly Parameter[];
  readonly statistics: readonly RunningStatistic[];
}

const who = "importModel";
const normalisations = /Normalization$/;

/** The sizes of all open dimensions. */
function sizesOf({ file, conversion }: Pick<Plan, "file" | "conversion">, batchSize: number): Record<string, number> {
  return { ...conversion.sizes, [file.batch]: batchSize };
}

/** The file's graph for evaluation, of a batch of two. */
function sampleGraph(file: ClassifierFile, conversion: InputConversion): Graph {
  return instantiate(file.model, sizesOf({ file, conversion }, 2), "evaluation");
}

/** The file as one that takes batches of any size, where it was exported for one alone and can be opened. */
function openedFile(file: ClassifierFile, conversion: InputConversion): ClassifierFile {
  if (file.onlyBatch === undefined) return file;
  try {
    sampleGraph(file, conversion);
    return file;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
  }
  const remedy = "re-export it with a dynamic batch axis";
  const expected = "a model that takes batches of any size";
  if (file.onlyBatch !== 1) return fail(who, expected, `one with a fixed batch size of ${file.onlyBatch}`, remedy);
  const opened = { ...file, model: withOpenBatch(file.model, file.input, sizesOf({ file, conversion }, 1)) };
  try {
    sampleGraph(opened, conversion);
    return opened;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return fail(who, expected, `one with a fixed batch size of 1 (${error.message})`, remedy);
  }
}

/** The file without outputs that are not wanted, and what only those need. */
function withOutput(file: ClassifierFile, output: string): ClassifierFile {
  return { ...file, model: { ...file.model, graph: { ...file.model.graph, outputs: [output] } } };
}

/** Names of arrays that the file has and that are not trained. */
function frozenNames(file: ClassifierFile, parameters: readonly Parameter[]): ReadonlySet<string> {
  const trained = new Set(parameters.map(({ name }) => name));
  return new Set([...file.arrays].filter((name) => !trained.has(name)));
}

/** A linear layer with as many classes as the data have. */
function createHead(inputs: number, classes: number, random: Random): readonly Parameter[] {
  const parameter = (role: string, shape: readonly number[]): Parameter => {
    const name = `head.${role}`;
    return { name, shape, values: uniformByInputs(inputs)(sizeOf(shape), random.fork(name)) };
  };
  return [parameter("weight", [classes, inputs]), parameter("bias", [classes])];
}

/** Adds the model's input, and brings it into the form that the file takes. */
function addInput(builder: GraphBuilder, { file, conversion, spec }: Plan, batchSize: number): string {
  const { elementType } = file;
  if (elementType === "float32")
    return conversion.add(builder, addNormalisedInput(builder, batchSize, spec), batchSize);
  const raw = builder.input("input", spec.elementType, [batchSize, ...spec.shape]);
  const to = { to: int(elementTypeCode(elementType)) };
  return conversion.add(builder, spec.elementType === elementType ? raw : builder.node("Cast", [raw], to), batchSize);
}

/** What the last layer sees, one vector per example. */
function addFeatures(builder: GraphBuilder, { head }: Plan, nameOf: (name: string) => string): void {
  const value = nameOf(head.features ?? head.logits);
  if (head.pooled !== true) {
    addVectors(builder, value, "features");
    return;
  }
  const places = builder
    .type(value)
    .shape.slice(2)
    .map((_, axis) => axis + 2);
  builder.node("ReduceMean", [value, builder.int64(places)], { keepdims: int(0) }, "features");
}

/** Of a single logit z of two classes, [0, z], whose softmax is its sigmoid. */
function addLogits(builder: GraphBuilder, plan: Plan, nameOf: (name: string) => string): void {
  const { head, newHead } = plan;
  addFeatures(builder, plan, nameOf);
  if (newHead.length > 0) {
    const inputs = ["features", ...newHead.map(({ name }) => name)];
    builder.node("Gemm", inputs, { transB: int(1) }, "logits");
    return;
  }
  const logits = nameOf(head.logits);
  const { shape } = builder.type(logits);
  if (sizeOf(shape.slice(1)) > 1) addVectors(builder, logits, "logits");
  else {
    const column = builder.node("Reshape", [logits, builder.int64([-1, 1])]);
    builder.node("Pad", [column, builder.int64([0, 1, 0, 0])], {}, "logits");
  }
}

function writeGraph(plan: Plan, batchSize: number, mode: Mode): Graph {
  const { file, head, newHead, parameters, statistics, name } = plan;
  const sizes = sizesOf(plan, batchSize);
  const frozen = frozenNames(file, parameters);
  const { graph, dropouts } =
    mode === "training"
      ? instantiateForTraining(file.model, sizes, frozen)
      : { graph: instantiate(file.model, sizes, "evaluation"), dropouts: [] };
  const builder = new GraphBuilder(name);
  const replacement = addInput(builder, plan, batchSize);
  const fed = [...parameters, ...(mode === "evaluation" ? statistics : [])];
  for (const { name: array, shape } of fed) builder.input(array, "float32", shape);
  for (const { input } of dropouts) builder.input(input, "float32", graph.types.get(input)!.shape);
  const batchValues = mode === "training" ? statistics.map((statistic) => batchStatistic(statistic.name)) : [];
  const end = newHead.length === 0 ? [head.logits] : [];
  const wanted = [...end, head.features ?? head.logits, ...batchValues];
  const names = new Set([...fed.map((array) => array.name), ...dropouts.map((dropout) => dropout.input)]);
  const nameOf = graft(builder, graph, { input: file.input, replacement, fed: names, wanted });
  addLogits(builder, plan, nameOf);
  for (const value of ["logits", "features", ...batchValues]) builder.output(value);
  return builder.build();
}

/** What is said of a file whose batch normalisation is gone. */
function describeFolding({ model }: ClassifierFile): string[] {
  const { nodes } = model.graph;
  const convolves = nodes.some(({ operation }) => operation === "Conv");
  if (!convolves || nodes.some(({ operation }) => normalisations.test(operation))) return [];
  return [
    "The file has convolutions and no normalisation: exports for evaluation fold it into the weights. " +
      "It can be trained further, without normalising by batches.",
  ];
}

/** What is said of parameters that have not the file's names. */
function describeNames({ fileNames }: ClassifierFile, parameters: readonly Parameter[]): string[] {
  return parameters.flatMap(({ name }) => {
    const before = fileNames.get(name);
    return before === undefined
      ? []
      : [`The file's ${before} is called ${name} here: training has a value of that name.`];
  });
}

/** What training does otherwise than evaluation: the statistics that it renews, with the file's values, and its dropouts. */
function trainedLayers(
  plan: Pick<Plan, "file" | "conversion" | "parameters">,
): Required<Pick<Model, "statistics" | "dropouts">> {
  const frozen = frozenNames(plan.file, plan.parameters);
  const { statistics, dropouts, graph } = instantiateForTraining(plan.file.model, sizesOf(plan, 2), frozen);
  const followed = statistics.map(({ name, momentum }) => {
    const { shape, data } = graph.initializers.get(name)!;
    return { name, shape, values: Float32Array.from(data as Float32Array), momentum };
  });
  return { statistics: followed, dropouts };
}

/**
 * Makes a trainable model of an ONNX file, such as PyTorch or Keras exports: its float32 arrays become parameters, the
 * running statistics of its batch normalisation are followed, its last linear layer gives the features, and is replaced
 * where the data have another number of classes.
 * @param bytes the file
 * @throws UsageError where it is not an ONNX file, has an operation that the engine does not know (the message names its node),
 *   no output of logits, an input that the examples do not fit, or nothing to train
 */
export function importModel(bytes: Uint8Array, options: ImportOptions): ImportedModel {
  const defaults = { name: undefined, input: undefined, random: 1, tune: "all", external: undefined } as const;
  const given = readOptions(who, options, defaults);
  const { name, tune } = given;
  const spec = readInput(given.input);
  const random = randomFrom(given.random);
  const read = readClassifier(bytes, given.external);
  const raw = read.elementType !== "float32";
  if (read.elementType === "uint8")
    check(spec.elementType === "uint8", who, "examples of uint8, which the file takes", spec.elementType);
  const conversion = conversionOf(spec.shape, read.example);
  const whole = openedFile(read, conversion);
  const sample = sampleGraph(whole, conversion);
  const head = findHead(sample);
  const file = withOutput(whole, head.output);
  const replaced = head.classes !== spec.classes;
  const end = head.features ?? head.logits;
  const { shape } = sample.types.get(end)!;
  const width = head.pooled === true ? shape[1] : sizeOf(shape.slice(1));
  const newHead = replaced ? createHead(width, spec.classes, random) : [];
  const found = findTrainable(sample, file.arrays, file.input, replaced ? end : head.logits);
  const headNames = replaced ? newHead.map((parameter) => parameter.name) : head.parameters;
  const parameters = selectParameters([...found.parameters, ...newHead], headNames, tune);
  check(parameters.length > 0, who, "a model with parameters that gradients reach", "none", found.notes.join(" "));
  const { statistics, dropouts } = trainedLayers({ file, conversion, parameters });
  const notes = [
    ...whole.notes,
    ...head.notes,
    ...found.notes,
    ...describeFolding(file),
    ...describeNames(file, parameters),
  ];
  if (replaced)
    notes.push(`The file tells ${head.classes} classes apart; a new last layer for ${spec.classes} begins untrained.`);
  const plan = { name, spec, file, conversion, head, newHead, parameters, statistics };
  const input = raw ? { ...spec, scale: 1, shift: 0 } : spec;
  const graph = (batchSize: number, mode: Mode = "evaluation"): Graph => writeGraph(plan, batchSize, mode);
  return { name, input, parameters, statistics, dropouts, notes, graph };
}
