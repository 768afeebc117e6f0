// Judges a family of comparisons: corrected p-values, verdicts, and the sentences that say them.
import { check } from "../base/check.ts";
import { readOptions } from "../base/options.ts";
import type { Comparison } from "./comparison.ts";
import { holm } from "./holm.ts";
import { sentenceOf } from "./sentence.ts";
import { seedFactor } from "./smallestVisible.ts";
import { significance, verdictOf, type AdjustedPValues, type Verdict } from "./verdict.ts";

/** A method's comparison with the baseline. */
export interface MethodComparison {
  readonly method: string;
  readonly comparison: Comparison;
  /** How seeds were paired, where not every one has a partner: "paired seeds 2 and 3; seed 1 of hard left out". */
  readonly pairing?: string | undefined;
}

/** What all comparisons of a family have in common. */
export interface JudgeOptions {
  readonly baseline: string;
  /** What a test example is called, in the singular; "example" unless told otherwise. */
  readonly noun?: string;
}

/** What may be said. */
export interface Judgement {
  /** Of the methods; with one seed always "cannot tell". */
  readonly verdict: Verdict;
  /** With one seed: of the two trained models. */
  readonly modelVerdict?: Verdict | undefined;
  readonly sentence: string;
  /** After `holm` over the family; null where the comparison is undecidable. With one seed: of the two models. */
  readonly adjustedPValue: number | null;
  readonly adjustedEquivalencePValue: number | null;
  /** How many comparisons were corrected together. */
  readonly comparisons: number;
}

/** The adjusted values in their places, null where a value is. */
function adjust(values: readonly (number | null)[]): (number | null)[] {
  const defined = values.filter((value) => value !== null);
  const adjusted = holm(defined);
  let next = 0;
  return values.map((value) => (value === null ? null : adjusted[next++]));
}

/** The p-values of one family, corrected together. */
function adjustAll(family: readonly Comparison[]): AdjustedPValues[] {
  const difference = adjust(family.map(({ pValue }) => pValue));
  const equivalence = adjust(family.map(({ equivalencePValue }) => equivalencePValue));
  return family.map((_, i) => ({ difference: difference[i], equivalence: equivalence[i] }));
}

/** `seedFactor`, computed once for each number of seeds. */
function factors(comparisons: number): (seeds: number) => number {
  const known = new Map<number, number>();
  return (seeds) => {
    const factor = known.get(seeds) ?? seedFactor(seeds, significance / comparisons);
    known.set(seeds, factor);
    return factor;
  };
}

/** Comparisons of one family: all of one seed, about models, or all of more, about methods. */
function judgeAlike(family: readonly MethodComparison[], options: Required<JudgeOptions>): Judgement[] {
  const adjusted = adjustAll(family.map(({ comparison }) => comparison));
  const comparisons = family.filter(({ comparison }) => comparison.pValue !== null).length;
  const factorOf = factors(Math.max(1, comparisons));
  return family.map(({ method, comparison, pairing }, i): Judgement => {
    const found = verdictOf(comparison, adjusted[i]);
    const subject = { method, comparison, pairing, ...options, adjusted: adjusted[i], comparisons, factorOf };
    const ofModels = comparison.seeds === 1;
    return {
      verdict: ofModels ? "cannot tell" : found,
      modelVerdict: ofModels ? found : undefined,
      // written when it is asked for: what another experiment would show takes a hundred times as long as the rest
      get sentence() {
        return sentenceOf(subject, found);
      },
      adjustedPValue: adjusted[i].difference,
      adjustedEquivalencePValue: adjusted[i].equivalence,
      comparisons,
    };
  });
}

/**
 * Judges comparisons whose p-values are corrected together, by Holm's method, for differences and for equivalence.
 *
 * *better* or *worse* if the adjusted p-value is below 0.05; *no difference* if the one of a difference of the metric's margin
 * or more is; else *cannot tell*, with the difference that another experiment of this size would show in 4 of 5 cases. With
 * one seed nothing can be said about methods: the verdict is *cannot tell*, and the sentence speaks of the two models.
 *
 * @param family every method in every metric of the family, in any order
 * @param options the baseline's name and the examples' noun
 * @returns a judgement for each, in their order
 * @throws UsageError if there is nothing to judge
 * @example
 * ```ts
 * import { compareScores, judge, metricNamed } from "@softlabel/core";
 * const scores = (error: number[]) => ({ error: Float64Array.from(error) });
 * const [method, baseline] = [[scores([0, 0, 1])], [scores([1, 0, 0])]];
 * const comparison = compareScores(metricNamed("accuracy"), method, baseline, { classes: 2 });
 * const [{ verdict }] = judge([{ method: "smooth:0.1", comparison }], { baseline: "hard" });
 * verdict; // => "cannot tell"
 * ```
 */
export function judge(family: readonly MethodComparison[], options: JudgeOptions): Judgement[] {
  const complete = readOptions("judge", options, { baseline: undefined, noun: "example" });
  check(family.length > 0, "judge", "at least one comparison", family.length);
  const isOfModels = ({ comparison }: MethodComparison): boolean => comparison.seeds === 1;
  const ofModels = judgeAlike(family.filter(isOfModels), complete);
  const ofMethods = judgeAlike(
    family.filter((each) => !isOfModels(each)),
    complete,
  );
  return family.map((each) => (isOfModels(each) ? ofModels : ofMethods).shift()!);
}
