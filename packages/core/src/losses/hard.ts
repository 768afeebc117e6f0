// Hard targets: the method that every other is compared with.
import { crossEntropyRule } from "./crossEntropyRule.ts";
import { defineMethod } from "./methodDefinition.ts";

/** Hard targets with cross-entropy. */
export const hardMethod = defineMethod({
  name: "hard",
  summary: "one-hot targets: all mass on the label's class",
  formula: "L = -log p_y; dL/dz = p - e_y",
  parameters: [],
  paper: "the usual cross-entropy",
  useWhen: "as the baseline that every comparison needs, and when labels are clean and data plenty",
  avoidWhen: "confidences matter and the model is large enough to fit every label",
  build: () => ({ loss: crossEntropyRule }),
});
