// The verdict in plain English, with the numbers it rests on and no more than they allow.
import { counted, sentenceCase } from "../base/words.ts";
import { AmountFormat } from "./amounts.ts";
import { usualDraws } from "./bootstrapRankings.ts";
import type { Comparison } from "./comparison.ts";
import { fillPhrase } from "./metricDefinition.ts";
import type { Evidence } from "./pairedInference.ts";
import { smallestVisible } from "./smallestVisible.ts";
import { isEquivalent, significance, type AdjustedPValues, type Verdict } from "./verdict.ts";

/** What a sentence speaks of. */
interface Subject {
  readonly method: string;
  readonly baseline: string;
  readonly comparison: Comparison;
  /** How seeds were paired, where not every one has a partner. */
  readonly pairing: string | undefined;
  /** What an example is called, in the singular: "image". */
  readonly noun: string;
  readonly adjusted: AdjustedPValues;
  /** How many comparisons were corrected together. */
  readonly comparisons: number;
  /** `seedFactor` for so many seeds, at the level that the correction leaves. */
  readonly factorOf: (seeds: number) => number;
}

/** What may be said of few seeds, before anything else. */
const firstWords: Readonly<Record<number, string>> = { 2: "two seeds, a first look", 3: "quick look" };

/** So many seeds are usual: what two seeds lack. */
const usualSeeds = 5;

/** How far the evidence reaches: "Exploratory; quick look". */
export function reservations({ metric, seeds }: Pick<Comparison, "metric" | "seeds">): string {
  const parts = [metric.family === "primary" ? undefined : "exploratory", firstWords[seeds]];
  return parts.filter((part) => part !== undefined).join("; ");
}

/** "5 seeds, 10,000 test images; better in 5 of 5 seeds" */
function evidence({ comparison, noun, pairing }: Subject, verdict: Verdict): string {
  const { seeds, examples, seedsBetter, seedsWorse, draws } = comparison;
  const few = draws !== undefined && draws < usualDraws ? `, ${counted(draws, "bootstrap draw")}` : "";
  const size = `${counted(seeds, "seed")}${pairing === undefined ? "" : ` (${pairing})`}, ${counted(examples, `test ${noun}`)}${few}`;
  if (seeds === 1) return size;
  const [word, count] = verdict === "worse" ? ["worse", seedsWorse] : ["better", seedsBetter];
  return `${size}; ${word} in ${count} of ${seeds} seeds`;
}

/** "over-confident by 6.0 points" */
function describeGap(gap: number, format: AmountFormat): string {
  const size = format.amount(Math.abs(gap));
  if (Number.parseFloat(size) === 0) return "neither over- nor under-confident on average";
  return `${gap > 0 ? "over" : "under"}-confident by ${size}`;
}

/** What is said before the verdict: that logits were scaled, and both signed gaps. */
function introduction({ method, baseline, comparison: { metric, scores } }: Subject, format: AmountFormat): string {
  const scaled = metric.scaled ? "after temperature scaling, " : "";
  if (metric.better !== "nearer zero") return scaled;
  const [own, other] = [describeGap(scores.method, format), describeGap(scores.baseline, format)];
  return `${scaled}${method} is ${own}, ${baseline} ${other}; `;
}

/** The advantage in the metric's own direction: for a loss, above zero means worse. */
function ownDirection({ metric, advantage, change }: Comparison) {
  if (metric.better !== "nearer zero") return change;
  const [low, high] = advantage.interval;
  return { difference: -advantage.difference, interval: [-high, -low] as const };
}

/** "smooth:0.1 is 0.4 points more accurate than hard (95 % interval 0.1 to 0.7; ...)" */
function claim(subject: Subject, verdict: "better" | "worse", format: AmountFormat): string {
  const { method, baseline, comparison, adjusted } = subject;
  const { difference, interval } = comparison.advantage;
  const amount = format.amount(Math.abs(difference));
  const [low, high] = interval;
  const [from, to] = verdict === "better" ? [low, high] : [-high, -low];
  const what = fillPhrase(comparison.metric.phrases[verdict], { method, baseline, amount });
  const small = isEquivalent(adjusted)
    ? `, a small difference of less than ${format.about(comparison.metric.margin)}`
    : "";
  return `${what}${small} (${format.interval(from, to)}; ${evidence(subject, verdict)}).`;
}

/** "the difference in accuracy, smooth:0.1 minus hard, is 0.2 points (95 % interval -0.6 to 1.0; ...)." */
function undecided(subject: Subject, verdict: Verdict, format: AmountFormat): string {
  const { difference, interval } = ownDirection(subject.comparison);
  const { method, baseline, comparison } = subject;
  const size = format.amount(difference);
  return `the difference in ${comparison.metric.phrases.quantity}, ${method} minus ${baseline}, is ${size} (${format.interval(...interval)}; ${evidence(subject, verdict)}).`;
}

function noDifference(subject: Subject, format: AmountFormat): string {
  const { method, baseline, comparison } = subject;
  const { margin, phrases } = comparison.metric;
  const start = `${method} and ${baseline} differ by less than ${format.about(margin)} in ${phrases.quantity}`;
  return `${start}: ${undecided(subject, "no difference", format)}`;
}

/** That a claim would hold by itself, and does not beside the others. */
function lostToCorrection({ comparison, comparisons }: Subject): string {
  const alone = [comparison.pValue, comparison.equivalencePValue].some((p) => p !== null && p < significance);
  if (!alone || comparisons < 2) return "";
  return ` By itself it would pass, but not after allowing for the ${comparisons} comparisons.`;
}

/** What another experiment would show: of this size; of two seeds also what five would. */
function outlook({ comparison, comparisons, factorOf }: Subject, format: AmountFormat): string {
  const { seeds, examples, evidence } = comparison;
  const alpha = significance / comparisons;
  const visible = (seen: Evidence): string =>
    format.about(smallestVisible(seen, examples, alpha, seen.seeds === 1 ? 0 : factorOf(seen.seeds)));
  if (seeds !== 2)
    return ` Another experiment of this size would show a difference of about ${visible(evidence)} in 4 of 5 cases.`;
  const more = { ...evidence, seeds: usualSeeds, ofSeeds: (evidence.ofSeeds * seeds) / usualSeeds };
  return ` With 2 seeds only differences above about ${visible(evidence)} would show; with ${usualSeeds}, about ${visible(more)}.`;
}

function cannotTell(subject: Subject, format: AmountFormat): string {
  const { method, baseline, comparison } = subject;
  const question = `cannot tell whether ${fillPhrase(comparison.metric.phrases.question, { method, baseline })}`;
  if (comparison.undecidable !== undefined) return `${question}: ${comparison.undecidable}.`;
  const found = `${question}: ${undecided(subject, "cannot tell", format)}`;
  return `${found}${lostToCorrection(subject)}${outlook(subject, format)}`;
}

/** What is said of one run per method: of two models, never of the methods. */
function ofModels(subject: Subject, body: (about: Subject) => string): string {
  const { method, baseline } = subject;
  const about = { ...subject, method: `this ${method} model`, baseline: `this ${baseline} model` };
  const start = "One run per method: nothing can be said about the methods. On data like these, ";
  const end = " Another run of either may turn this around: compare at least 3 seeds, better 5.";
  return `${start}${body(about)}${end}`;
}

/** The verdict in plain English; with one seed, the verdict on the two models. */
export function sentenceOf(subject: Subject, verdict: Verdict): string {
  const { comparison, method, baseline } = subject;
  const format = new AmountFormat({ metric: comparison.metric, interval: comparison.advantage.interval });
  const bodies: Record<Verdict, (about: Subject) => string> = {
    better: (about) => claim(about, "better", format),
    worse: (about) => claim(about, "worse", format),
    "no difference": (about) => noDifference(about, format),
    "cannot tell": (about) => cannotTell(about, format),
  };
  const say = (about: Subject): string => `${introduction(about, format)}${bodies[verdict](about)}`;
  const text = comparison.seeds === 1 && comparison.undecidable === undefined ? ofModels(subject, say) : say(subject);
  const prefix = reservations(comparison);
  return sentenceCase(`${prefix}${prefix === "" ? "" : ": "}${text}`, [method, baseline]);
}
