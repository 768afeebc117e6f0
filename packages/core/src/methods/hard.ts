// Hard targets: the method that every other is compared with.
import { crossEntropyRule } from "../losses/crossEntropyRule.ts";
import { defineMethod } from "./methodDefinition.ts";

/** Hard targets with cross-entropy. */
export const hardMethod = defineMethod({
  name: "hard",
  aliases: [
    "cross-entropy",
    "cross-entropy-loss",
    "ce",
    "xent",
    "softmax-cross-entropy",
    "categorical-crossentropy",
    "sparse-categorical-crossentropy",
    "one-hot",
    "none",
  ],
  summary: "one-hot targets: all mass on the label's class",
  formula: "L = -log p_y; dL/dz = p - e_y",
  parameters: [],
  paper: "the usual cross-entropy",
  useWhen: "a baseline is needed, as in every comparison, or labels are clean and data plenty",
  avoidWhen: "confidences matter and the model is large enough to fit every label",
  build: () => ({ loss: crossEntropyRule }),
});
