// The cells of the answer's table: a method's accuracy beside the baseline's, and how far off its confidence is.
import { wilsonInterval } from "@softlabel/core";
import {
  determinedTemperature,
  type CalibrationFinding,
  type MethodResult,
  type Miscalibration,
  type Results,
  type VerdictResult,
} from "@softlabel/experiment/internal";
import { errorStrip, scoreStrip } from "../../figures/strips.ts";
import { comparedMethods } from "../../tables/choices.ts";
import { decimal, percentNumber, signedPercentNumber } from "../../base/format.ts";
import { html, type Markup } from "../../base/markup.ts";
import { colourOf } from "../../figures/methods.ts";
import { summarize } from "../../base/summary.ts";
import { columnValues, scoreInWords, scoreTables } from "../../tables/scores.ts";
import { verdictMark } from "../verdicts.ts";

type Interval = readonly [number, number];

/** The mean accuracy of a method, with the verdict on it and the interval to draw around it. */
interface Accuracy {
  readonly mean: number;
  /** Absent for the baseline. */
  readonly verdict: VerdictResult | undefined;
  /** Of the difference, around the mean; of a method that is compared with none, of its accuracy. */
  readonly interval: Interval | undefined;
}

/** Wilson's interval does not apply to balanced accuracy, which is not a share of the rows. */
function ownInterval({ accuracyMetric, testCount }: Results["data"], mean: number): Interval | undefined {
  return accuracyMetric === "accuracy" && Number.isFinite(mean)
    ? wilsonInterval(mean * testCount, testCount)
    : undefined;
}

function accuracyOf(results: Results, method: MethodResult): Accuracy {
  const [table] = scoreTables(results.data);
  const { mean } = summarize(columnValues(table, table.columns[0], method));
  const verdict = results.verdicts.find(
    (own) => own.method === method.method && own.metric === results.data.accuracyMetric,
  );
  const difference = verdict?.interval ?? undefined;
  if (verdict === undefined || difference === undefined)
    return { mean, verdict: undefined, interval: ownInterval(results.data, mean) };
  const [low, high] = difference.map((end) => mean - verdict.difference + end);
  return { mean, verdict, interval: [low, high] };
}

const inBrackets = ([low, high]: Interval, write: (value: number) => string): string =>
  `[${write(low)}, ${write(high)}]`;

/** The difference with its interval, or the interval of the accuracy alone. */
function accuracyFigures({ verdict, interval }: Accuracy): string {
  if (verdict === undefined) return interval === undefined ? "" : inBrackets(interval, percentNumber);
  return `${signedPercentNumber(verdict.difference)} ${inBrackets(verdict.interval!, signedPercentNumber)}`;
}

/** Accuracy: the mean, its strip, and its interval in figures. Where methods are compared, the baseline is a line, without interval. */
export function accuracyCells(results: Results, methods: readonly MethodResult[]): Markup[] {
  const all = methods.map((method) => accuracyOf(results, method));
  const baseline = methods.findIndex(({ method }) => method === results.baseline);
  const reference = methods.length > 1 && baseline >= 0 ? all[baseline].mean : undefined;
  const drawn = all.map(({ interval }, m) => (reference !== undefined && m === baseline ? undefined : interval));
  const values = [...all.map(({ mean }) => mean), ...drawn.flatMap((interval) => interval ?? [])];
  return all.map((own, m) => {
    const colour = colourOf(results, methods[m].method);
    const strip = scoreStrip({ value: own.mean, interval: drawn[m], reference, all: values, colour });
    return html`<td>
      <span class="measured"
        ><b>${scoreInWords(results.data.accuracyMetric, own.mean)}</b> ${own.verdict && verdictMark(own.verdict)}</span
      >
      <span class="measured">${strip} <small>${accuracyFigures(own)}</small></span>
    </td>`;
  });
}

/** The finding in a few words. */
function findingInWords({ finding, trained }: CalibrationFinding): string {
  if (finding === "mixed") return "miscalibrated";
  if (finding === "cannot tell") return "cannot tell whether calibrated";
  if (finding === "calibrated") return finding;
  return `${finding} by ${percentNumber(Math.abs(trained.gap))} points`;
}

/** Calibration: the finding in words, then the error as trained and after scaling, each beside its noise floor. */
export function calibrationCells(results: Results, methods: readonly MethodResult[]): Markup[] {
  const errors = methods.flatMap(({ calibrationFinding: own }) => [own?.trained, own?.scaled]);
  const most = Math.max(...errors.map((error) => Math.max(error?.size ?? 0, error?.chance ?? 0)));
  return methods.map(({ method, calibrationFinding: own, trials }) => {
    if (own === undefined) return html`<td>–</td>`;
    const colour = colourOf(results, method);
    const line = ({ size, chance }: Miscalibration, text: string): Markup =>
      html`<span class="measured">${errorStrip({ size, chance, most, colour })} <small>${text}</small></span>`;
    const { mean } = summarize(trials.map(determinedTemperature));
    const scaled = Number.isNaN(mean) ? "after temperature scaling" : `at T = ${decimal(mean, 2)}`;
    return html`<td>
      <span class="measured"><b>${findingInWords(own)}</b></span>
      ${line(own.trained, `${scoreInWords("ece", own.trained.size)} as trained`)}
      ${own.scaled === null ? undefined : line(own.scaled, `${scoreInWords("ece", own.scaled.size)} ${scaled}`)}
    </td>`;
  });
}

/** The legend of the strips. */
export function legend(results: Results): Markup {
  const compared = comparedMethods(results).length > 1 && results.verdicts.length > 0;
  const { baseline } = results;
  const interval = compared
    ? `of the accuracy of ${baseline}, and of the difference of the others to ${baseline} (dashed line)`
    : "for test rows like these";
  return html`<p class="soft">
    In brackets: 95 % intervals ${interval}. ECE: expected calibration error, as trained and after dividing the logits
    by the temperature T; the grey band is the noise floor, which a calibrated model exceeds in 1 of 20 test sets.
  </p>`;
}
