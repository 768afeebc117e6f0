// Negative label smoothing as a method, after a warm-up with hard targets.
import { generalizedRange, generalizedSmoothing } from "../targets/negative.ts";
import { crossEntropyRule } from "../losses/crossEntropyRule.ts";
import { defineMethod } from "./methodDefinition.ts";

/** Negative label smoothing. */
export const negativeMethod = defineMethod({
  name: "negative",
  aliases: ["negative-label-smoothing", "nls"],
  summary: "negative label smoothing: the other classes get less than nothing, after some epochs of hard targets",
  formula: "L = -Σ_c q_c log p_c with q = (1-r) e_y + r/K; dL/dz = p - q",
  parameters: [
    {
      name: "rate",
      help: "the mass r that is spread; negative takes it away",
      default: -0.2,
      range: generalizedRange,
      alone: "written",
    },
    {
      name: "warmup",
      help: "the epochs of hard targets before",
      default: 5,
      range: { from: 0, to: Infinity, integer: true },
    },
  ],
  grid: [-0.8, -0.4, -0.2, 0.2],
  paper: "Wei et al. 2022, arXiv:2106.04149",
  useWhen: "many labels are wrong at random: it corrects for them, where smoothing only softens",
  avoidWhen: "labels are clean, or there is no warm-up: from scratch it diverges, since its loss has no lower bound",
  build: ({ rate, warmup }) => ({
    soften: (rows, classes) => generalizedSmoothing(rows, classes, rate),
    softenAt: ({ epoch }, rows, classes) => (epoch <= warmup ? rows : generalizedSmoothing(rows, classes, rate)),
    pull: (rows, classes) => (rate < 0 ? rows : generalizedSmoothing(rows, classes, rate)),
    loss: crossEntropyRule,
  }),
});
