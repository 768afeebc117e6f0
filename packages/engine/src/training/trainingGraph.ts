// The training graph: a model, a loss and the gradients of its parameters as one graph that runs one step.
import type { LossRule } from "@softlabel/core";
import { differentiate } from "../autodiff/index.ts";
import type { Model } from "../models/index.ts";
import { GraphBuilder, int, type Graph } from "../onnx/index.ts";
import { graphOps } from "./graphOps.ts";

/** A graph with inputs "input", "targets" [N, K] and every parameter; outputs "logits", "loss" and every gradient. */
export interface TrainingGraph {
  readonly graph: Graph;
  /** The outputs that hold the gradients of the mean loss, in the order of the model's parameters. */
  readonly gradients: readonly string[];
}

/**
 * Builds the training graph. The loss is the mean over the batch.
 * @param loss value a row and its gradient in the logits
 * @param batchSize N, which the graph is fixed to
 */
export function buildTrainingGraph(model: Model, loss: LossRule, batchSize: number): TrainingGraph {
  const builder = GraphBuilder.from(model.graph(batchSize));
  const targets = builder.input("targets", "float32", [batchSize, model.input.classes]);
  const rows = loss.rows(graphOps(builder), "logits", targets, {});
  const mean = builder.node("ReduceMean", [rows.value], { keepdims: int(0) }, "loss");
  const upstream = builder.node("Mul", [rows.gradient, builder.scalar(1 / batchSize)], {}, "grad(logits)");
  const names = model.parameters.map(({ name }) => name);
  const { graph, gradients } = differentiate(builder.build(), { logits: upstream }, names);
  const ordered = names.map((name) => gradients[name]);
  return { graph: { ...graph, outputs: ["logits", mean, ...ordered] }, gradients: ordered };
}
