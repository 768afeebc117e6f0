// The verdict in plain English, with the numbers it rests on and no more than they allow.
import { AmountFormat, counted } from "./amounts.ts";
import { usualDraws } from "./bootstrapRankings.ts";
import type { Comparison } from "./compareScores.ts";
import { fillPhrase } from "./metricDefinition.ts";
import { isWithinMargin, isWithoutSpread, significance, smallestVisible } from "./verdict.ts";
import type { Verdict } from "./verdict.ts";

/** What a sentence speaks of. */
export interface Subject {
  readonly method: string;
  readonly baseline: string;
  readonly comparison: Comparison;
  readonly adjustedPValue: number;
  /** What an example is called, in the singular: "image". */
  readonly noun: string;
}

/** So few seeds are a quick look. */
const quickLook = 3;

/** How far the evidence reaches, "Exploratory; quick look", and whether it is about a price. */
function reservations({ metric, advantage }: Comparison, verdict: Verdict): string {
  const ofSeeds =
    advantage.seeds === 1
      ? ["one run per method, seed-to-seed variation unknown"]
      : advantage.seeds <= quickLook
        ? ["quick look"]
        : [];
  const cost = metric.phrases.condition !== undefined && verdict === "worse" ? ["a cost"] : [];
  return [...(metric.primary ? [] : ["exploratory"]), ...ofSeeds, ...cost].join("; ");
}

/** "5 seeds, 10,000 test images; better in 5 of 5 seeds" */
function evidence({ comparison: { advantage, draws }, noun }: Subject, verdict: Verdict): string {
  const { seeds, examples, seedsAboveZero, seedsBelowZero } = advantage;
  const few = draws !== undefined && draws < usualDraws ? `, ${counted(draws, "bootstrap draw")}` : "";
  const size = `${counted(seeds, "seed")}, ${counted(examples, `test ${noun}`)}${few}`;
  if (seeds === 1) return size;
  const [word, count] = verdict === "worse" ? ["worse", seedsBelowZero] : ["better", seedsAboveZero];
  return `${size}; ${word} in ${count} of ${seeds} seeds`;
}

/** "over-confident by 6.0 points" */
function describeGap(gap: number, format: AmountFormat): string {
  const size = format.amount(Math.abs(gap));
  if (Number.parseFloat(size) === 0) return "neither over- nor under-confident on average";
  return `${gap > 0 ? "over" : "under"}-confident by ${size}`;
}

/** What is said before the verdict: that logits were scaled, a condition, and for signed gaps both of them. */
function introduction({ method, baseline, comparison: { metric, scores } }: Subject, format: AmountFormat): string {
  const scaled = metric.scaled ? "after temperature scaling, " : "";
  const { condition } = metric.phrases;
  if (condition !== undefined) return `${scaled}${condition}, `;
  if (metric.better !== "nearer zero") return scaled;
  const [own, other] = [describeGap(scores.method, format), describeGap(scores.baseline, format)];
  return `${scaled}${method} is ${own}, ${baseline} ${other}; `;
}

/** The advantage in the metric's own direction: for a loss, above zero means worse. */
function ownDirection({ metric, advantage }: Comparison): { difference: number; interval: readonly [number, number] } {
  const [low, high] = advantage.interval;
  if (metric.better === "higher") return advantage;
  return { difference: -advantage.difference, interval: [-high, -low] };
}

const range = (format: AmountFormat, [low, high]: readonly [number, number]): string =>
  `95 % interval ${format.number(low)} to ${format.number(high)}`;

/** "smooth:0.1 is 0.4 points more accurate than hard (95 % interval 0.1 to 0.7; ...)" */
function claim(subject: Subject, verdict: "better" | "worse", format: AmountFormat): string {
  const { method, baseline, comparison } = subject;
  const { difference, interval } = comparison.advantage;
  const amount = format.amount(Math.abs(difference));
  const [low, high] = interval;
  const [from, to] = verdict === "better" ? [low, high] : [-high, -low];
  const what = fillPhrase(comparison.metric.phrases[verdict], { method, baseline, amount });
  const small = isWithinMargin(comparison)
    ? `, a small difference of less than ${format.about(comparison.metric.margin)}`
    : "";
  return `${what}${small} (${range(format, [from, to])}; ${evidence(subject, verdict)}).`;
}

/** "the difference in accuracy, smooth:0.1 minus hard, is 0.2 points (95 % interval -0.6 to 1.0; ...)." */
function undecided(subject: Subject, verdict: Verdict, format: AmountFormat): string {
  const { difference, interval } = ownDirection(subject.comparison);
  const { method, baseline, comparison } = subject;
  const size = format.amount(difference);
  return `the difference in ${comparison.metric.phrases.quantity}, ${method} minus ${baseline}, is ${size} (${range(format, interval)}; ${evidence(subject, verdict)}).`;
}

function noDifference(subject: Subject, format: AmountFormat): string {
  const { method, baseline, comparison } = subject;
  const { margin, phrases } = comparison.metric;
  const bound = format.about(margin);
  const start = `${method} and ${baseline} differ by less than ${bound} in ${phrases.quantity}`;
  return `${start}: ${undecided(subject, "no difference", format)}`;
}

/** What it would have taken to tell. */
function outlook({ comparison, adjustedPValue }: Subject, format: AmountFormat): string {
  const { pValue } = comparison.advantage;
  const corrected =
    pValue < significance
      ? " Significant on its own, but not after correcting for the number of methods compared."
      : "";
  const visible = format.about(smallestVisible(comparison, adjustedPValue));
  return `${corrected} This experiment can only detect differences above about ${visible}.`;
}

function cannotTell(subject: Subject, format: AmountFormat): string {
  const { method, baseline, comparison, noun } = subject;
  const question = `cannot tell whether ${fillPhrase(comparison.metric.phrases.question, { method, baseline })}: `;
  if (!isWithoutSpread(comparison))
    return question + undecided(subject, "cannot tell", format) + outlook(subject, format);
  const { examples, seeds } = comparison.advantage;
  const size = format.amount(ownDirection(comparison).difference);
  const sample =
    examples === 1
      ? `a single test ${noun} shows`
      : `${counted(examples, `test ${noun}`)} and ${counted(seeds, "seed")} show`;
  return `${question}the difference is ${size}, and ${sample} no spread to judge chance by.`;
}

/** Begins with a capital letter, unless the text begins with a name that is written small. */
function capitalise(text: string, names: readonly string[]): string {
  if (names.some((name) => text.startsWith(`${name} `))) return text;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The verdict in plain English. */
export function sentenceOf(subject: Subject, verdict: Verdict): string {
  const { comparison, method, baseline } = subject;
  const format = new AmountFormat({ metric: comparison.metric, interval: comparison.advantage.interval });
  const bodies: Record<Verdict, () => string> = {
    better: () => claim(subject, "better", format),
    worse: () => claim(subject, "worse", format),
    "no difference": () => noDifference(subject, format),
    "cannot tell": () => cannotTell(subject, format),
  };
  const prefix = reservations(comparison, verdict);
  const text = `${prefix}${prefix === "" ? "" : ": "}${introduction(subject, format)}${bodies[verdict]()}`;
  return capitalise(text, [method, baseline]);
}
