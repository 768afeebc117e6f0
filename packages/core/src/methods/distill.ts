// Knowledge distillation as a method.
import { distillationRule, mixingRange, temperatureRange } from "../losses/distillationRule.ts";
import { defineMethod } from "./methodDefinition.ts";

/** Knowledge distillation. */
export const distillMethod = defineMethod({
  name: "distill",
  aliases: ["distillation", "knowledge-distillation", "kd"],
  summary: "knowledge distillation: labels mixed with a teacher's predictions, both softened by a temperature",
  formula:
    "L = (1-b) CE(e_y, p) + b T² KL(t ‖ p_T) with t = softmax(teacher/T), p_T = softmax(z/T); dL/dz = (1-b) (p - e_y) + b T (p_T - t)",
  parameters: [
    {
      name: "T",
      help: "the temperature by which both models' logits are divided",
      default: 4,
      range: temperatureRange,
    },
    { name: "mix", help: "b, the teacher's part of the loss", default: 0.9, range: mixingRange },
  ],
  paper: "Hinton et al. 2015, arXiv:1503.02531",
  useWhen: "a larger model, or several, has been trained on the same classes, and a smaller one is wanted",
  avoidWhen:
    "the teacher was trained with label smoothing, which wipes out what it knows of the classes' likeness (Müller et al. 2019)",
  build: ({ T, mix }) => ({ loss: distillationRule(T, mix) }),
});
