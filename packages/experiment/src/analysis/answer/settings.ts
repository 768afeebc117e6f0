// The settings behind a recommended method: the values of its main parameter and its temperatures, in numbers and in words.
import { counted, mean } from "@softlabel/core/internal";
import { methodTable, parseMethod, UsageError } from "@softlabel/core";
import type { MethodResult, ParameterChoice, TrialResult } from "../../results/results.ts";
import { countChoices, isArm, parseArm } from "../../options/arm.ts";
import { symbolOf } from "../../options/symbols.ts";

/** The main parameter of a plain method; nothing of a name that is none of ours, as files of predictions may have. */
function fixedParameter(name: string, seeds: number): ParameterChoice[] {
  try {
    const { name: terms, parameters } = parseMethod(name);
    const main = methodTable.find((row) => row.name === terms.split("+")[0])?.parameters[0]?.name;
    const value = main === undefined ? undefined : parameters[main];
    return main === undefined || typeof value !== "number" ? [] : [{ name: main, value, seeds }];
  } catch (error) {
    if (error instanceof UsageError) return [];
    throw error;
  }
}

/** The values of the main parameter with their seeds, the most frequent first; none where there is no such parameter. */
export function parameterOf({ method, trials }: MethodResult): ParameterChoice[] {
  if (!isArm(method)) return fixedParameter(method, trials.length);
  const arm = parseArm(method);
  return countChoices(arm, trials).map(({ value, times }) => ({ name: arm.parameter, value, seeds: times }));
}

/** "α = 0.1", or "α = 0.1 in 4 seeds and 0.05 in 1 seed". */
function parameterInWords(choices: readonly ParameterChoice[]): string[] {
  if (choices.length === 0) return [];
  const written = choices.map(({ value, seeds }) => `${value} in ${counted(seeds, "seed")}`);
  const values = choices.length === 1 ? String(choices[0].value) : written.join(", ");
  return [`${symbolOf(choices[0].name)} = ${values}`];
}

/** The temperature of a trial; null where none was fitted, and where it stopped at a limit, so that its size means nothing. */
export function determinedTemperature({
  temperature,
  temperatureWarning,
}: Pick<TrialResult, "temperature" | "temperatureWarning">): number | null {
  return temperatureWarning === undefined ? temperature : null;
}

const temperaturesOf = (trials: readonly TrialResult[]): number[] =>
  trials.flatMap((trial) => determinedTemperature(trial) ?? []);

/** The mean over seeds; null where none was fitted and determined. */
export function temperatureOf({ trials }: MethodResult): number | null {
  const all = temperaturesOf(trials);
  return all.length === 0 ? null : mean(all);
}

/** "temperature 0.84 (0.82 to 0.86 over 5 seeds)" */
function temperatureInWords(method: MethodResult): string[] {
  const mean = temperatureOf(method);
  const all = temperaturesOf(method.trials);
  if (mean === null) return [];
  const [least, most] = [Math.min(...all), Math.max(...all)].map((value) => value.toFixed(2));
  const range = all.length === 1 ? "" : ` (${least} to ${most} over ${all.length} seeds)`;
  return [`temperature ${mean.toFixed(2)}${range}`];
}

/** "smooth:0.1: α = 0.1, temperature 0.84 (0.82 to 0.86 over 5 seeds)."; undefined if there is no setting. */
export function settingsSentence(method: MethodResult): string[] {
  const settings = [...parameterInWords(parameterOf(method)), ...temperatureInWords(method)];
  return settings.length === 0 ? [] : [`${method.method}: ${settings.join(", ")}.`];
}
