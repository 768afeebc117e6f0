// The training graph: a model, a loss and the gradients of its parameters as one graph that runs one step.
import type { LossRule } from "@softlabel/core";
import { differentiate } from "../autodiff/index.ts";
import { withActivations, type ActivationValue } from "../models/activations.ts";
import { batchStatistic, type Model } from "../models/index.ts";
import { GraphBuilder, int, type Graph } from "../onnx/index.ts";
import { graphOps } from "./graphOps.ts";

/**
 * A graph with inputs "input", every parameter, every dropout's, "targets" [N, K], "example weights" [N, 1] where examples are weighted, every
 * coefficient, and "teacher" [N, K] where the loss uses a teacher; outputs "logits", "loss", every gradient, the batch's value of every statistic, and "probabilities" where they were asked for.
 */
export interface TrainingGraph {
  readonly graph: Graph;
  /** The input, a scalar, that holds each of the loss's coefficients, by the coefficient's name. */
  readonly coefficients: Readonly<Record<string, string>>;
  /** The outputs that hold the gradients of the mean loss, in the order of the model's parameters. */
  readonly gradients: readonly string[];
  /** The outputs that hold the batch's statistics, in the order of the model's. */
  readonly statistics: readonly string[];
}

/** What a training graph gives beside loss, logits and gradients. */
export interface FurtherOutputs {
  /** Whether the softmax of the logits is wanted too. */
  readonly probabilities?: boolean;
  /** Whether every example has a weight. */
  readonly weighted?: boolean;
  /** Hidden activations under the names they are asked for by, and the values that hold them. */
  readonly activations?: readonly ActivationValue[];
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
  options: FurtherOutputs = {},
): TrainingGraph {
  const { activations = [] } = options;
  const builder = GraphBuilder.from(withActivations(model.graph(batchSize, "training"), activations));
  const targets = builder.input("targets", "float32", [batchSize, model.input.classes]);
  const coefficients = Object.fromEntries(
    [...new Set(loss.coefficients)].map((name) => [name, builder.input(`coefficient(${name})`, "float32", [])]),
  );
  const teacher = loss.usesTeacher && builder.input("teacher", "float32", [batchSize, model.input.classes]);
  const rows = loss.rows(graphOps(builder), "logits", targets, coefficients, teacher);
  const weights = options.weighted === true ? builder.input("example weights", "float32", [batchSize, 1]) : undefined;
  const weigh = (part: string): string => (weights === undefined ? part : builder.node("Mul", [part, weights]));
  const mean = builder.node("ReduceMean", [weigh(rows.value)], { keepdims: int(0) }, "loss");
  const upstream = builder.node("Mul", [weigh(rows.gradient), builder.scalar(1 / batchSize)], {}, "grad(logits)");
  const softmax = () => builder.node("Softmax", ["logits"], { axis: int(-1) }, "probabilities");
  const watched = options.probabilities === true ? [softmax()] : [];
  const names = model.parameters.map(({ name }) => name);
  const { graph, gradients } = differentiate(builder.build(), { logits: upstream }, names);
  const ordered = names.map((name) => gradients[name]);
  const statistics = (model.statistics ?? []).map(({ name }) => batchStatistic(name));
  const outputs = ["logits", mean, ...ordered, ...statistics, ...watched, ...activations.map(([name]) => name)];
  return { graph: { ...graph, outputs: [...new Set(outputs)] }, coefficients, gradients: ordered, statistics };
}
