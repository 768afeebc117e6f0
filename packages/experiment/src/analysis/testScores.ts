// The scores of a set of predictions in results.
import { createRandom, type Evaluator } from "@softlabel/core";
import type { TestScores } from "../results/results.ts";

/** A number for JSON: null if it is not finite. */
export function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** The scores of the predictions added to an evaluator. */
export function testScores(evaluator: Evaluator): TestScores {
  const { examples, ...scores } = evaluator.scores(createRandom("ece noise floor"));
  const entries = Object.entries(scores).map(([key, score]) => [
    key,
    typeof score === "number" ? finiteOrNull(score) : score,
  ]);
  return Object.fromEntries(entries) as TestScores;
}
