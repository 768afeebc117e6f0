// Batch normalisation in training, with memory of its own for each node's statistics.
import type { Formulation } from "./formulation.ts";

/**
 * ONNX Runtime puts the statistics that come out where those lie that went in, without asking who else reads them: one
 * constant that serves for several would be overwritten. So each node gets values that are computed for it alone; zeros,
 * times a parameter, because not a number would be zero no more after a run in which training failed.
 */
export const trainedBatchNormalization: Formulation = {
  operation: "BatchNormalization",
  suits: ({ view }) => view.flag("training_mode"),
  write(parts) {
    const { x, view, builder } = parts;
    const shape = view.shape(1);
    const zeros = parts.constant("zeros", shape, new Float64Array(shape[0]));
    const running = [
      parts.step("running mean", "Mul", [x[1], zeros]),
      parts.step("running variance", "Mul", [x[2], zeros]),
    ];
    builder.nodes("BatchNormalization", [...x.slice(0, 3), ...running], view.node.attributes, view.node.outputs);
  },
};
