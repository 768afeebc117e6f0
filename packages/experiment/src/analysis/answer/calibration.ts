// Whether a method is calibrated: how far off its confidence is, what chance alone would show, and what a temperature repairs.
import type { CalibrationFinding, Miscalibration, Results, TestScores, TrialResult } from "../../results/results.ts";
import { counted, listed } from "../words.ts";

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * The quantity that the finding rests on, mean over seeds: the expected calibration error, and what it exceeds by chance on 5 % of
 * test sets where the model is perfectly calibrated.
 */
function miscalibrationOf(scores: readonly TestScores[]): Miscalibration {
  return {
    size: meanOf(scores.map(({ ece }) => ece)),
    chance: meanOf(scores.map(({ eceNoiseFloor }) => eceNoiseFloor.p95)),
    gap: meanOf(scores.map(({ signedGap }) => signedGap)),
  };
}

const isBeyondChance = ({ size, chance }: Miscalibration): boolean => size > chance;

/** Confidence is called too high or too low where at least half of the error points that way; else it is both in turn. */
function findingOf(trained: Miscalibration): CalibrationFinding["finding"] {
  if (!isBeyondChance(trained)) return "within chance";
  if (Math.abs(trained.gap) < trained.size / 2) return "mixed";
  return trained.gap > 0 ? "over-confident" : "under-confident";
}

/** A fraction in per cent, with a digit that counts however small it is. */
function percentNumber(value: number): string {
  const percents = 100 * value;
  return percents !== 0 && Math.abs(percents) < 0.05 ? String(Number(percents.toPrecision(1))) : percents.toFixed(1);
}

const points = (gap: number): string => `${percentNumber(Math.abs(gap))} points`;

const starts: Readonly<Record<CalibrationFinding["finding"], (gap: number) => string>> = {
  "over-confident": (gap) => `is over-confident by ${points(gap)}, beyond chance`,
  "under-confident": (gap) => `is under-confident by ${points(gap)}, beyond chance`,
  mixed: () => "is over-confident at some confidences and under-confident at others, beyond chance",
  "within chance": () => "shows no miscalibration beyond chance",
};

/** Why there is no temperature to rely on, where a trial has none. */
function undetermined(trials: readonly TrialResult[]): string | undefined {
  const [first] = trials.flatMap(({ temperatureWarning }) => temperatureWarning ?? []);
  if (trials.some(({ temperature }) => temperature === null)) return "No temperature was fitted.";
  if (first === undefined) return undefined;
  const seeds = trials.filter(({ temperatureWarning }) => temperatureWarning !== undefined).map(({ seed }) => seed);
  const where = trials.length === 1 ? "" : ` in seed${seeds.length === 1 ? "" : "s"} ${listed(seeds.map(String))}`;
  return `The temperature could not be determined${where}: ${first}.`;
}

/** What the temperature does about it. */
function remedy(
  finding: CalibrationFinding["finding"],
  { size }: Miscalibration,
  trials: readonly TrialResult[],
): string {
  const missing = undetermined(trials);
  if (missing !== undefined) return missing;
  const scaledScores = trials.map(({ testScaled }) => testScaled!);
  const scaled = miscalibrationOf(scaledScores);
  const temperature = `Temperature ${meanOf(trials.map((trial) => trial.temperature!)).toFixed(2)}`;
  if (finding === "within chance") {
    const [before, after] = [trials.map(({ test }) => test), scaledScores].map((scores) =>
      meanOf(scores.map(({ nll }) => nll)),
    );
    return `${temperature} changes log loss from ${before.toFixed(3)} to ${after.toFixed(3)} nats.`;
  }
  const after = `${percentNumber(scaled.size)} %`;
  const chance = `${percentNumber(scaled.chance)} %`;
  if (!isBeyondChance(scaled))
    return `${temperature} repairs it: ECE ${after} after scaling, within chance (${chance}).`;
  if (scaled.size >= size) return `${temperature} does not repair it: ECE ${after} after scaling.`;
  return `${temperature} reduces it to ECE ${after}, still beyond chance (${chance}).`;
}

/** What is found of one method, of at least one trial. */
export function calibrationFinding(
  { method, trials }: Pick<Results["methods"][number], "method" | "trials">,
  { testCount, noun }: Pick<Results["data"], "testCount" | "noun">,
): CalibrationFinding {
  const trained = miscalibrationOf(trials.map(({ test }) => test));
  const finding = findingOf(trained);
  const scaled = trials.flatMap(({ testScaled }) => testScaled ?? []);
  const seeds = trials.length === 1 ? "" : `mean of ${trials.length} seeds, `;
  const size = `ECE ${percentNumber(trained.size)} %, where a calibrated model would stay below ${percentNumber(trained.chance)} %`;
  const first = `${method} ${starts[finding](trained.gap)}: ${size} (${seeds}${counted(testCount, `test ${noun}`)}).`;
  return {
    finding,
    trained,
    scaled: scaled.length < trials.length ? null : miscalibrationOf(scaled),
    sentence: `${first} ${remedy(finding, trained, trials)}`,
  };
}
