// Two methods on made-up test sets whose truth is known: which seeds and which examples were drawn is all that is left to chance.
import { scoreExamples, type ExampleScores, type Random } from "@softlabel/core";

/** What varies from cell to cell of the grid. */
export interface Cell {
  readonly seeds: number;
  /** Standard deviation, over seeds, of a training's logits. */
  readonly seedDeviation: number;
  readonly examples: number;
}

/** The scores of both methods, a seed an entry, on the same examples. */
export interface Pair {
  readonly method: readonly ExampleScores[];
  readonly baseline: readonly ExampleScores[];
}

/** Margin of the right class at N(skill + seed + difficulty + noise), times a scale: above about 1 is over-confident. */
const methods = {
  method: { skill: 1.6, scale: 0.9 },
  baseline: { skill: 1.5, scale: 1.6 },
} as const;

/** Difficulty is the example's, in all trainings; noise that of one training with one example. */
const deviation = { difficulty: 1.6, noise: 0.7 } as const;

function train(
  name: keyof typeof methods,
  difficulty: Float64Array,
  seedDeviation: number,
  random: Random,
): ExampleScores {
  const { skill, scale } = methods[name];
  const ofSeed = seedDeviation * random.normal();
  const logits = new Float64Array(2 * difficulty.length);
  difficulty.forEach((value, i) => {
    logits[2 * i] = scale * (skill + ofSeed + value + deviation.noise * random.normal());
  });
  return scoreExamples(logits, new Int32Array(difficulty.length), 2);
}

/** One experiment: new examples, new seeds. */
export function simulate({ seeds, seedDeviation, examples }: Cell, random: Random): Pair {
  const difficulty = Float64Array.from({ length: examples }, () => deviation.difficulty * random.normal());
  const trainAll = (name: keyof typeof methods): ExampleScores[] =>
    Array.from({ length: seeds }, () => train(name, difficulty, seedDeviation, random));
  return { method: trainAll("method"), baseline: trainAll("baseline") };
}
