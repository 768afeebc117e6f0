// Label relaxation as a method.
import { checkOneHot, labelRelaxationRule, relaxationRange } from "../losses/labelRelaxationRule.ts";
import { smoothTargets } from "../targets/smoothing.ts";
import { defineMethod } from "./methodDefinition.ts";

/** Label relaxation. */
export const relaxMethod = defineMethod({
  name: "relax",
  aliases: ["label-relaxation", "label-relaxation-loss", "relaxation"],
  summary: "label relaxation: any prediction that gives the label's class at least 1 - alpha costs nothing",
  formula: "L = 0 if p_y ≥ 1-α, else KL(p_r ‖ p) with p_r = 1-α on y, α p_k/(1-p_y) elsewhere; dL/dz = p - p_r",
  parameters: [
    {
      name: "alpha",
      help: "the mass the other classes may keep; 0 is hard targets",
      default: 0.1,
      range: relaxationRange,
      alone: "written",
    },
  ],
  grid: [0.025, 0.05, 0.1, 0.2, 0.3, 0.4],
  paper: "Lienen and Hüllermeier 2021, From Label Smoothing to Label Relaxation, AAAI",
  useWhen: "calibrated probabilities matter more than the last tenth of a per cent of accuracy",
  avoidWhen: "targets are mixtures (mixup, CutMix, a teacher's): the set they would stand for is not defined",
  build: ({ alpha }) => ({
    soften: checkOneHot,
    pull: (rows, classes) => smoothTargets(rows, classes, alpha, { over: "others" }),
    loss: labelRelaxationRule(alpha),
  }),
});
