// Batch normalisation in training, with memory of its own for each node's statistics.
import { createRandom } from "@softlabel/core";
import type { Formulation } from "./formulation.ts";

/**
 * ONNX Runtime puts the statistics that come out where those are that went in, without asking who else reads them: one
 * constant that serves for several would be overwritten. So each node gets values of its own; which ones does not matter, as its
 * momentum is 0. They are a parameter times numbers drawn by the node's name: ONNX Runtime computes only once what two nodes with
 * the same parameters have in common.
 */
export const trainedBatchNormalization: Formulation = {
  operation: "BatchNormalization",
  suits: ({ view }) => view.flag("training_mode"),
  write(parts) {
    const { x, view, builder } = parts;
    const shape = view.shape(1);
    const random = createRandom(view.node.outputs[0]);
    const factors = parts.constant(
      "factors",
      shape,
      Float64Array.from({ length: shape[0] }, () => random.uniform()),
    );
    const running = [
      parts.step("running mean", "Mul", [x[1], factors]),
      parts.step("running variance", "Mul", [x[2], factors]),
    ];
    builder.nodes("BatchNormalization", [...x.slice(0, 3), ...running], view.node.attributes, view.node.outputs);
  },
};
