// Chooses an arm's trials: per seed the candidate with the best validation score, regardless of test rows.
import type { AnalysedTrial } from "./analysedTrial.ts";
import type { Arm } from "../options/arm.ts";
import { criterionNamed } from "../options/choiceCriteria.ts";

/** The candidates' trials of a seed in the order of the grid; empty if one is not finished, since it might be the best. */
function candidatesOf({ candidates }: Arm, trials: readonly AnalysedTrial[], seed: number): AnalysedTrial[] {
  const own = candidates.flatMap(({ method }) =>
    trials.filter(({ trial }) => trial.method === method && trial.seed === seed),
  );
  return own.length === candidates.length ? own : [];
}

/** The first trial with the lowest validation loss; undefined without validation rows. */
function best(trials: readonly AnalysedTrial[], by: string, classes: number): AnalysedTrial | undefined {
  const criterion = criterionNamed(by);
  const losses = trials.map(({ validation, temperature }) =>
    validation === undefined ? Infinity : criterion.loss(validation, classes, temperature ?? 1),
  );
  const lowest = Math.min(...losses);
  return lowest === Infinity ? undefined : trials[losses.indexOf(lowest)];
}

/**
 * The trials that an arm chose, under its name, each with the method it really is.
 * @param trials all finished trials
 * @param usual the criterion of arms without their own
 */
export function chooseTrials(
  arm: Arm,
  trials: readonly AnalysedTrial[],
  usual: string,
  classes: number,
): AnalysedTrial[] {
  const seeds = [...new Set(trials.map(({ trial }) => trial.seed))].sort((a, b) => a - b);
  return seeds.flatMap((seed) => {
    const chosen = best(candidatesOf(arm, trials, seed), arm.by ?? usual, classes);
    if (chosen === undefined) return [];
    const { trial, result } = chosen;
    return [{ ...chosen, trial: { ...trial, method: arm.method }, result: { ...result, chosen: trial.method } }];
  });
}
