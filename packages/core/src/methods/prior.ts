// Class-prior smoothing as a method.
import { sharesOf, smoothToPrior } from "../targets/blending.ts";
import { smoothingRange, smoothTargets } from "../targets/smoothing.ts";
import { crossEntropyRule } from "../losses/crossEntropyRule.ts";
import { defineMethod } from "./methodDefinition.ts";

/** A table's numbers, where there is one or several. */
export function numbersOf(given: number | readonly number[]): readonly number[] {
  return typeof given === "number" ? [given] : given;
}

/** Class-prior smoothing. */
export const priorMethod = defineMethod({
  name: "prior",
  summary: "class-prior (unigram) smoothing: a part alpha of the mass is spread as the classes occur",
  formula: "L = -Σ_c q_c log p_c with q = (1-α) e_y + α π; dL/dz = p - q",
  parameters: [
    { name: "alpha", help: "the mass that is spread", default: 0.1, range: smoothingRange, alone: "written" },
    {
      name: "frequencies",
      help: "how often each class occurs, in any unit",
      default: "uniform",
      range: { from: 0, to: Infinity },
      choices: ["uniform"],
      list: true,
    },
  ],
  grid: [0.025, 0.05, 0.1, 0.15, 0.2, 0.3],
  paper: "Pereyra et al. 2017, arXiv:1701.06548",
  useWhen: "classes occur with very different frequencies, and the model is to stay right about that",
  avoidWhen: "the test will have other frequencies than the training",
  build({ alpha, frequencies }) {
    if (frequencies === "uniform")
      return { soften: (rows, classes) => smoothTargets(rows, classes, alpha), loss: crossEntropyRule };
    const prior = sharesOf("prior", numbersOf(frequencies));
    return { soften: (rows, classes) => smoothToPrior(rows, classes, alpha, prior), loss: crossEntropyRule };
  },
});
