// Every score of one set of predictions that results hold.
import { createRandom, type Evaluator } from "@softlabel/core";
import type { TestScores } from "../results/results.ts";

/** A number as JSON can hold it: none where there is no finite one. */
export function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** The scores of what was added. */
export function testScores(evaluator: Evaluator): TestScores {
  const { examples, ...scores } = evaluator.scores(createRandom("ece noise floor"));
  const entries = Object.entries(scores).map(([key, score]) => [
    key,
    typeof score === "number" ? finiteOrNull(score) : score,
  ]);
  return Object.fromEntries(entries) as TestScores;
}
