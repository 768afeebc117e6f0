// The training graph: a model, a loss and the gradients of its parameters as one graph that runs one step.
import type { LossRule } from "@softlabel/core";
import { differentiate } from "../autodiff/gradient.ts";
import { batchStatistic, type Model } from "../models/model.ts";
import { GraphBuilder } from "../onnx/builder.ts";
import { int, type Graph } from "../onnx/graph.ts";
import { withActivations, type ActivationValue } from "../models/activations.ts";
import { graphOps } from "./graphOps.ts";

/**
 * A graph with inputs "input", every parameter, every dropout's, "targets" [N, K], "example weights" [N, 1] where examples are weighted, every
 * coefficient, and "teacher" [N, K] where the loss uses a teacher; outputs "logits", "loss", every gradient, the batch's value of every statistic, and "probabilities" where they were asked for.
 */
interface TrainingGraph {
  readonly graph: Graph;
  /** The input, a scalar, that holds each of the loss's coefficients, by the coefficient's name. */
  readonly coefficients: Readonly<Record<string, string>>;
  /** The outputs that hold the gradients of the mean loss, in the order of the model's parameters. */
  readonly gradients: readonly string[];
  /** The outputs that hold the batch's statistics, in the order of the model's. */
  readonly statistics: readonly string[];
}

/** Optional inputs and outputs of a training graph. */
interface TrainingGraphOptions {
  /** Add the softmax of the logits as an output. */
  readonly probabilities?: boolean;
  /** Add an input with one weight per example. */
  readonly weighted?: boolean;
  /** Add hidden activations as outputs: their names, and the values that hold them. */
  readonly activations?: readonly ActivationValue[];
}

/** Values of a graph from which a loss is computed. */
interface LossInputs {
  /** z, [N, K]. */
  readonly logits: string;
  /** q, [N, K]. */
  readonly targets: string;
  /** One scalar per coefficient of the loss, by name. */
  readonly coefficients?: Readonly<Record<string, string>>;
  /** The teacher's logits, [N, K]. */
  readonly teacher?: string | undefined;
  /** w, [N, 1]; all 1 if undefined. */
  readonly weights?: string | undefined;
}

/**
 * Adds the mean loss of a batch, (1/N) Σ w L, and its gradients.
 * @param builder a graph that computes the logits
 * @param rule per row the loss L and its gradient with respect to the logits
 * @param parameters values to differentiate with respect to
 * @param output name of the mean loss
 * @returns the longer graph, and the names of the gradients by parameter
 */
export function addLossGradients(
  builder: GraphBuilder,
  rule: LossRule,
  { logits, targets, coefficients = {}, teacher, weights }: LossInputs,
  parameters: readonly string[],
  output: string,
): { graph: Graph; gradients: Readonly<Record<string, string>> } {
  const [batchSize] = builder.type(targets).shape;
  const rows = rule.rows(graphOps(builder), logits, targets, coefficients, teacher);
  const weigh = (part: string): string => (weights === undefined ? part : builder.node("Mul", [part, weights]));
  builder.node("ReduceMean", [weigh(rows.value)], { keepdims: int(0) }, output);
  const gradient = builder.node("Mul", [weigh(rows.gradient), builder.scalar(1 / batchSize)], {}, `grad(${logits})`);
  return differentiate(builder.build(), { [logits]: gradient }, parameters);
}

/**
 * Builds the training graph. The loss is the mean over the batch, (1/N) Σ w L where examples are weighted.
 * @param loss value a row and its gradient in the logits
 * @param batchSize N, which the graph is fixed to
 */
export function buildTrainingGraph(
  model: Model,
  loss: LossRule,
  batchSize: number,
  options: TrainingGraphOptions = {},
): TrainingGraph {
  const { activations = [], weighted = false, probabilities = false } = options;
  const { classes } = model.input;
  const builder = GraphBuilder.from(withActivations(model.graph(batchSize, "training"), activations));
  const targets = builder.input("targets", "float32", [batchSize, classes]);
  const coefficients = Object.fromEntries(
    [...new Set(loss.coefficients)].map((name) => [name, builder.input(`coefficient(${name})`, "float32", [])]),
  );
  const teacher = loss.usesTeacher ? builder.input("teacher", "float32", [batchSize, classes]) : undefined;
  const weights = weighted ? builder.input("example weights", "float32", [batchSize, 1]) : undefined;
  const softmax = () => builder.node("Softmax", ["logits"], { axis: int(-1) }, "probabilities");
  const watched = probabilities ? [softmax()] : [];
  const inputs = { logits: "logits", targets, coefficients, teacher, weights };
  const names = model.parameters.map(({ name }) => name);
  const { graph, gradients } = addLossGradients(builder, loss, inputs, names, "loss");
  const ordered = names.map((name) => gradients[name]);
  const statistics = (model.statistics ?? []).map(({ name }) => batchStatistic(name));
  const outputs = ["logits", "loss", ...ordered, ...statistics, ...watched, ...activations.map(([name]) => name)];
  return { graph: { ...graph, outputs: [...new Set(outputs)] }, coefficients, gradients: ordered, statistics };
}
