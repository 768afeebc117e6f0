// Label smoothing as a method: cross-entropy against smoothed targets.
import { smoothingConventions, smoothingRange, smoothTargets } from "../targets/smoothing.ts";
import { crossEntropyRule } from "../losses/crossEntropyRule.ts";
import { defineMethod } from "./methodDefinition.ts";

/** Label smoothing. */
export const smoothMethod = defineMethod({
  name: "smooth",
  aliases: [
    "label-smoothing",
    "label-smooth",
    "ls",
    "lsr",
    "smoothing",
    "smooth-labels",
    "label-smoothing-factor",
    "label-smoothing-cross-entropy",
    "label-smoothed-cross-entropy:over=others",
  ],
  summary: "label smoothing: a part alpha of the mass is spread evenly over the classes",
  formula: "L = -Σ_c q_c log p_c with q = (1-α) e_y + α/K; dL/dz = p - q",
  parameters: [
    { name: "alpha", help: "the mass that is spread", default: 0.1, range: smoothingRange, alone: "written" },
    {
      name: "over",
      help: "the classes it is spread over: all (PyTorch, Keras) or the others than the label's (fairseq)",
      default: "all",
      choices: smoothingConventions,
    },
  ],
  grid: [0.025, 0.05, 0.1, 0.15, 0.2, 0.3],
  paper: "Szegedy et al. 2016, arXiv:1512.00567",
  useWhen: "a large model grows overconfident, or some labels are wrong at random",
  avoidWhen:
    "the model is to be a teacher for distillation, its confidences are to rank predictions, or it is calibrated already (its error of calibration then becomes about alpha)",
  build: ({ alpha, over }) => ({
    soften: (rows, classes) => smoothTargets(rows, classes, alpha, { over }),
    loss: crossEntropyRule,
  }),
});
