// Class-similarity smoothing as a method.
import { check } from "../base/check.ts";
import { sharesOf, smoothBySimilarity } from "../targets/blending.ts";
import { smoothingRange, smoothTargets } from "../targets/smoothing.ts";
import { crossEntropyRule } from "../losses/crossEntropyRule.ts";
import { defineMethod } from "./methodDefinition.ts";
import { numbersOf } from "./prior.ts";

/** Every other class equally similar; a single class keeps its mass. */
function smoothEvenly(rows: Float64Array, classes: number, alpha: number): Float64Array {
  return classes > 1 ? smoothTargets(rows, classes, alpha, { over: "others" }) : rows;
}

/** The numbers, if they are the rows of as many classes, each with something in it. */
function checkSimilarity(numbers: readonly number[]): readonly number[] {
  const classes = Math.sqrt(numbers.length);
  const remedy = "give each class as many as there are classes";
  check(Number.isInteger(classes), "similarity", "a square number of similarities", numbers.length, remedy);
  for (let start = 0; start < numbers.length; start += classes)
    sharesOf("similarity", numbers.slice(start, start + classes));
  return numbers;
}

/** Class-similarity smoothing. */
export const similarityMethod = defineMethod({
  name: "similarity",
  summary: "class-similarity smoothing: a part alpha of the mass goes to the classes most like the label's",
  formula:
    "L = -Σ_c q_c log p_c with q = (1-α) e_y + α S_y; dL/dz = p - q; S_y: similarities to class y, summing to 1 (uniform: 1/(K-1), 0 on y)",
  parameters: [
    { name: "alpha", help: "the mass that is spread", default: 0.1, range: smoothingRange, alone: "written" },
    {
      name: "matrix",
      help: "the similarities of each class to all, class after class, in any unit",
      default: "uniform",
      range: { from: 0, to: Infinity },
      choices: ["uniform"],
      list: true,
    },
  ],
  grid: [0.025, 0.05, 0.1, 0.15, 0.2, 0.3],
  paper: "structural label smoothing: Li et al. 2020, AISTATS",
  useWhen: "it is known which classes are confused: a hierarchy, a confusion matrix, embeddings of the names",
  avoidWhen: "the similarities are guesses: smooth spreads the mass without any",
  build({ alpha, matrix }) {
    if (matrix === "uniform")
      return { soften: (rows, classes) => smoothEvenly(rows, classes, alpha), loss: crossEntropyRule };
    const similarity = checkSimilarity(numbersOf(matrix));
    return { soften: (rows, classes) => smoothBySimilarity(rows, classes, alpha, similarity), loss: crossEntropyRule };
  },
});
