// Teacher-free distillation as a method.
import { smoothingRange } from "../targets/smoothing.ts";
import { teacherFreeRanges, teacherFreeTargets } from "../targets/teacherFree.ts";
import { crossEntropyRule } from "../losses/crossEntropyRule.ts";
import { defineMethod } from "./methodDefinition.ts";

/** Teacher-free distillation. */
export const teacherFreeMethod = defineMethod({
  name: "teacher-free",
  aliases: ["tf-kd", "tf-reg", "teacher-free-distillation"],
  summary: "teacher-free distillation (Tf-KD): a part alpha of the target comes from an imagined teacher",
  formula: "L = -Σ_c q_c log p_c with q = (1-α) e_y + α softmax(d/τ), d = a on y, (1-a)/(K-1) elsewhere; dL/dz = p - q",
  parameters: [
    { name: "alpha", help: "the teacher's share of the target", default: 0.1, range: smoothingRange, alone: "written" },
    {
      name: "correct",
      help: "what the teacher gives the label's class",
      default: 0.99,
      range: teacherFreeRanges.correct,
    },
    { name: "temperature", help: "of the teacher", default: 20, range: teacherFreeRanges.temperature },
  ],
  grid: [0.05, 0.1, 0.3, 0.5],
  paper: "Yuan et al. 2020, arXiv:1909.11723",
  useWhen: "results of that paper are to be compared with",
  avoidWhen: "any other time: it is label smoothing with another name for alpha",
  build: (options) => ({
    soften: (rows, classes) => teacherFreeTargets(rows, classes, options),
    loss: crossEntropyRule,
  }),
});
