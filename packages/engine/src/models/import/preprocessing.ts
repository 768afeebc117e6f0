// Which constants of a file bring raw inputs into the range that its first layer was trained for.
import type { Graph } from "../../onnx/graph.ts";

const scaling = ["Add", "Sub", "Mul", "Div"];
const rearranging = ["Cast", "Identity", "Transpose", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Expand", "Slice"];

/** The constants by which a file scales and shifts its input before any layer: means and deviations, which are not trained. */
export function preprocessingConstants({ nodes, initializers }: Graph, input: string): ReadonlySet<string> {
  const raw = new Set([input]);
  const found = new Set<string>();
  for (const { operation, inputs, outputs } of nodes) {
    const constants = inputs.filter((name) => initializers.has(name));
    const scales = scaling.includes(operation) && constants.length === 1 && inputs.some((name) => raw.has(name));
    if (scales) found.add(constants[0]);
    if (scales || (rearranging.includes(operation) && raw.has(inputs[0]))) raw.add(outputs[0]);
  }
  return found;
}
