// Dropout: a product with a mask in training, nothing at all otherwise.
import type { Decomposition, Parts } from "./parts.ts";

/** The share of elements that are dropped: an attribute before operator set 12, an input since. */
function droppedShare({ view }: Parts): number {
  return view.has(1) ? view.constantNeeded(1)[0] : view.attribute("float", "ratio", 0.5);
}

/** The mask is an input of the graph, `mask(<output>)`: the trainer draws it, so that a seed says what is dropped. */
const dropout: Decomposition = (parts) => {
  const share = droppedShare(parts);
  if (parts.layers.mode !== "training" || share === 0) {
    parts.result("Identity", [parts.x[0]]);
    return;
  }
  if (!(share > 0 && share < 1)) parts.view.fail("a share of dropped elements from 0 to below 1", share);
  const { elementType, shape } = parts.view.input(0);
  const input = parts.builder.input(`mask(${parts.view.node.outputs[0]})`, elementType, shape);
  parts.layers.dropouts.push({ input, keep: 1 - share });
  parts.result("Mul", [parts.x[0], input]);
};

export const dropouts = { Dropout: dropout } satisfies Readonly<Record<string, Decomposition>>;
