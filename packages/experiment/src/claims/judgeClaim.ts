// Judges a claim: its numbers, whether they are as claimed, and a sentence with both.
import { AmountFormat, sentenceCase } from "@softlabel/core/internal";
import type { ClaimResult } from "../results/results.ts";
import type { ClaimDefinition, ClaimPart } from "./claimDefinition.ts";
import type { Evidence } from "./evidence.ts";
import type { Measure } from "./measure.ts";
import { combineOutcomes, judgeMeasure } from "./outcome.ts";

/** "95 % interval -3.1 to -1.2", or "one seed: no interval". */
function describeInterval({ interval, over, seeds }: Measure, format: AmountFormat): string {
  const [low, high] = interval;
  if (!Number.isFinite(low)) return "one seed: no interval";
  const range = format.interval(low, high);
  if (over === "seeds") return `${range} over seeds`;
  return seeds === 1 ? `${range}, without seed-to-seed variation` : range;
}

/** "accuracy is 91.2 %, with hard 91.0 %: 0.2 points more (95 % interval …)" */
function describePart({ quantity, unit }: ClaimPart, measure: Measure, baseline: string): string {
  const { method, baseline: other, difference, interval } = measure;
  const format = new AmountFormat({ metric: { unit, margin: 0 }, interval });
  const value = (of: number): string => `${format.number(of)}${unit.ofValue}`;
  const spread = describeInterval(measure, format);
  if (other === null) return `${quantity} is ${value(method)} (${spread})`;
  const direction = difference < 0 ? "less" : "more";
  const amount = format.amount(Math.abs(difference));
  return `${quantity} is ${value(method)}, with ${baseline} ${value(other)}: ${amount} ${direction} (${spread})`;
}

const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** The numbers of a part by name. */
function numbersOf(key: string, { method, baseline, difference, interval }: Measure): Record<string, number | null> {
  const [low, high] = interval.map(finiteOrNull);
  const bounds = { [`${key}Low`]: low, [`${key}High`]: high };
  if (baseline === null) return { [key]: method, ...bounds };
  return { [key]: method, [`${key}Baseline`]: baseline, [`${key}Difference`]: difference, ...bounds };
}

/** Why nothing could be measured. */
function whyNot({ extra }: ClaimDefinition, { skipped }: Evidence): string {
  const reasons = extra === undefined ? [] : Object.entries(skipped).filter(([name]) => name.startsWith(extra));
  const usual = extra === undefined ? "the records lack what it needs" : "it needs additional runs";
  return reasons[0]?.[1] ?? usual;
}

/** Up to this many seeds are a quick look. */
const fewSeeds = 3;

/** "5 seeds", or "quick look, 3 seeds". */
function describeExtent(measures: readonly Measure[]): string {
  const seeds = Math.max(...measures.map((measure) => measure.seeds));
  if (seeds === 1) return "one training run each";
  return seeds <= fewSeeds ? `quick look, ${seeds} seeds` : `${seeds} seeds`;
}

/** Judges a claim for one method. */
export function judgeClaim(definition: ClaimDefinition, evidence: Evidence, method: string): ClaimResult {
  const { id, claim, source, reported, parts, remark } = definition;
  const measured = parts.map((part) => ({ part, measure: part.measure(evidence, method) }));
  const outcome = combineOutcomes(
    measured.flatMap(({ part: { expects }, measure }) => {
      if (expects === undefined) return [];
      return [measure === undefined ? undefined : judgeMeasure(measure, expects)];
    }),
  );
  const row = { id, claim, source, reported, method, outcome };
  if (outcome === "not checked")
    return { ...row, sentence: sentenceCase(`${whyNot(definition, evidence)}.`), measured: {} };
  const present = measured.flatMap(({ part, measure }) => (measure === undefined ? [] : [{ part, measure }]));
  const missing = measured.filter(({ part, measure }) => part.expects !== undefined && measure === undefined);
  const texts = [
    ...present.map(({ part, measure }) => describePart(part, measure, evidence.baseline)),
    ...missing.map(({ part }) => `${part.quantity} was not recorded`),
  ];
  const note = remark?.(evidence, method);
  const sentence = `${sentenceCase(describeExtent(present.map(({ measure }) => measure)))}: ${texts.join("; ")}.`;
  return {
    ...row,
    sentence: note === undefined ? sentence : `${sentence} ${note}`,
    measured: Object.assign(
      {},
      ...present.map(({ part, measure }) => numbersOf(part.key, measure)),
    ) as ClaimResult["measured"],
  };
}
