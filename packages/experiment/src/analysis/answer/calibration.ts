// Whether a method is calibrated: what recalibrating would gain, which way confidence is off, and what a temperature repairs.
import { metricNamed } from "@softlabel/core";
import { counted, listed, mean, describeAmount } from "@softlabel/core/internal";
import type {
  CalibrationFinding,
  CostInterval,
  MethodCost,
  MethodResult,
  Miscalibration,
  Results,
  TestScores,
  TrialResult,
} from "../../results/results.ts";

/** How large the calibration errors are and which way they point, mean over seeds: a description, no claim. */
function miscalibrationOf(scores: readonly TestScores[]): Miscalibration {
  return {
    size: mean(scores.map(({ ece }) => ece)),
    chance: mean(scores.map(({ eceNoiseFloor }) => eceNoiseFloor.p95)),
    gap: mean(scores.map(({ signedGap }) => signedGap)),
  };
}

/** A cost below this matters to nobody: the margin of the metric. */
const { margin } = metricNamed("calibrationCost");

/** That confidences can be repaired is a question with one side. */
const isBeyondChance = ({ lowerBound }: CostInterval): boolean => lowerBound > 0;

/** Confidence is called too high or too low where at least half of the error points that way; else it is both in turn. */
function findingOf(cost: CostInterval | null, { gap, size }: Miscalibration): CalibrationFinding["finding"] {
  if (cost === null) return "cannot tell";
  if (!isBeyondChance(cost)) return cost.interval[1] < margin ? "calibrated" : "cannot tell";
  if (Math.abs(gap) < size / 2) return "mixed";
  return gap > 0 ? "over-confident" : "under-confident";
}

/** A fraction in per cent, with a digit that counts however small it is. */
function percentNumber(value: number): string {
  const percents = 100 * value;
  return percents !== 0 && Math.abs(percents) < 0.05 ? String(Number(percents.toPrecision(1))) : percents.toFixed(1);
}

const points = (gap: number): string => `${percentNumber(Math.abs(gap))} points`;

/** What is found, after the name of the method or model; that one cannot tell stands before it. */
const found: Readonly<Record<Exclude<CalibrationFinding["finding"], "cannot tell">, (gap: number) => string>> = {
  "over-confident": (gap) => `is over-confident by ${points(gap)}, beyond chance`,
  "under-confident": (gap) => `is under-confident by ${points(gap)}, beyond chance`,
  mixed: () => "is over-confident at some confidences and under-confident at others, beyond chance",
  calibrated: () => `is calibrated: recalibrating would lower its Brier loss by less than ${margin}`,
};

const describeCost = (cost: CostInterval, more?: string): string =>
  describeAmount("calibrationCost", cost.cost, isBeyondChance(cost) ? cost.lowerBound : cost.interval, more);

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
  { trained, scaled }: MethodCost,
  trials: readonly TrialResult[],
): string {
  const missing = undetermined(trials);
  if (missing !== undefined || trained === null || scaled === null) return missing ?? "";
  const scores = trials.map(({ testScaled }) => testScaled!);
  const temperature = `Temperature ${mean(trials.map((trial) => trial.temperature!)).toFixed(2)}`;
  if (finding === "calibrated" || finding === "cannot tell") {
    const [before, after] = [trials.map(({ test }) => test), scores].map((all) => mean(all.map(({ nll }) => nll)));
    return `${temperature} changes log loss from ${before.toFixed(3)} to ${after.toFixed(3)} nats.`;
  }
  const left = `calibration cost ${describeCost(scaled)} and ECE ${percentNumber(miscalibrationOf(scores).size)} % after scaling`;
  if (!isBeyondChance(scaled)) return `${temperature} leaves nothing beyond chance: ${left}.`;
  if (scaled.cost >= trained.cost) return `${temperature} does not repair it: ${left}.`;
  return `${temperature} reduces it, still beyond chance: ${left}.`;
}

/** Which rows the finding rests on. */
const evidence = (trials: readonly TrialResult[], { testCount, noun }: Pick<Results["data"], "testCount" | "noun">) =>
  `${trials.length === 1 ? "" : `${trials.length} seeds, `}${counted(testCount, `test ${noun}`)}`;

/** What is found of one method, of at least one trial; of one trial it speaks of the model. */
export function calibrationFinding(
  { method, trials, calibrationCost }: Pick<MethodResult, "method" | "trials" | "calibrationCost">,
  data: Pick<Results["data"], "testCount" | "noun">,
): CalibrationFinding {
  const costs = calibrationCost ?? { trained: null, scaled: null };
  const trained = miscalibrationOf(trials.map(({ test }) => test));
  const finding = findingOf(costs.trained, trained);
  const scaled = trials.flatMap(({ testScaled }) => testScaled ?? []);
  const subject = trials.length === 1 ? `This ${method} model` : method;
  const rows = evidence(trials, data);
  const size = `ECE ${percentNumber(trained.size)} %`;
  const cost =
    costs.trained === null ? `too few rows (${rows})` : `calibration cost ${describeCost(costs.trained, rows)}`;
  const first =
    finding === "cannot tell"
      ? `Cannot tell whether ${subject.replace(/^This/, "this")} is calibrated`
      : `${subject} ${found[finding](trained.gap)}`;
  return {
    finding,
    trained,
    scaled: scaled.length < trials.length ? null : miscalibrationOf(scaled),
    sentence: `${first}: ${cost}, ${size}. ${remedy(finding, costs, trials)}`.trim(),
  };
}
