// Online label smoothing as a method.
import { createOnlineTargets } from "../targets/online.ts";
import { smoothingRange, smoothTargets } from "../targets/smoothing.ts";
import { crossEntropyRule } from "../losses/crossEntropyRule.ts";
import { defineMethod } from "./methodDefinition.ts";

/** Online label smoothing. */
export const onlineMethod = defineMethod({
  name: "online",
  aliases: ["online-label-smoothing", "ols"],
  summary: "online label smoothing: the mass is spread as the model itself spread it in the epoch before",
  formula: "L = -Σ_c q_c log p_c with q = (1-α) e_y + α S_y; dL/dz = p - q",
  parameters: [
    {
      name: "alpha",
      help: "the mass that is spread; evenly in the first epoch",
      default: 0.5,
      range: smoothingRange,
      alone: "written",
    },
  ],
  grid: [0.1, 0.3, 0.5, 0.7],
  paper: "Zhang et al. 2021, arXiv:2011.12562",
  useWhen: "classes resemble each other and it is not known how",
  avoidWhen: "runs are short: the soft labels of the first epochs are not informative yet",
  build: ({ alpha }) => ({
    soften: (rows, classes) => smoothTargets(rows, classes, alpha),
    memory: (classes) => createOnlineTargets(classes, alpha),
    loss: crossEntropyRule,
  }),
});
