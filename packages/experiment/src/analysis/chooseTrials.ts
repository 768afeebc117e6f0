// What an arm chooses: for each seed the trial of its candidates with the best validation score; test rows have no say.
import type { AnalysedTrial } from "./analysedTrial.ts";
import type { Arm } from "../options/arm.ts";
import { criterionNamed } from "../options/choiceCriteria.ts";

/** The candidates' trials of a seed in the order of the grid; none where one is not finished, since it might be the one. */
function candidatesOf({ candidates }: Arm, trials: readonly AnalysedTrial[], seed: number): AnalysedTrial[] {
  const own = candidates.flatMap(({ method }) =>
    trials.filter(({ trial }) => trial.method === method && trial.seed === seed),
  );
  return own.length === candidates.length ? own : [];
}

/** The first of lowest validation loss; nothing where no rows were held out. */
function best(trials: readonly AnalysedTrial[], by: string, classes: number): AnalysedTrial | undefined {
  const criterion = criterionNamed(by);
  const losses = trials.map(({ validation, temperature }) =>
    validation === undefined ? Infinity : criterion.loss(validation, classes, temperature ?? 1),
  );
  const lowest = Math.min(...losses);
  return lowest === Infinity ? undefined : trials[losses.indexOf(lowest)];
}

/**
 * The trials of an arm: those that it chose, under its own name, with a note of the method that each really is.
 * @param trials all that are finished
 * @param usual the criterion of arms that name none
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
