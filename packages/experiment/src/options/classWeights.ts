// Class weights and their text form: "balanced", or "name=weight,name=weight" with a weight of 1 for every other class.
import { balancedWeights } from "@softlabel/core";
import { check, checkName, checkRange, fail } from "@softlabel/core/internal";

const option = "--class-weights";
const balanced = "balanced";
const range = { from: 0, to: Infinity, open: "from" } as const;

/** Weights by the name of a class, or those that let every class count alike. */
export interface ClassWeights {
  /** The canonical text. */
  toString(): string;
  /** Refuses names that are no class of the data. */
  checkNames(classes: readonly string[]): void;
  /** [K], from the number of training examples of each class, [K]. */
  of(classes: readonly string[], counts: readonly number[]): Float64Array;
}

/** A name may hold commas and signs of equality: it ends before the last "=" that a number and a comma, or the end, follow. */
const entry = /\s*(.+?)\s*=\s*([-+.\w]+)\s*(?:,|$)/gy;

function parseEntries(text: string): Map<string, number> {
  const weights = new Map<string, number>();
  let end = 0;
  for (const [whole, name, number] of text.matchAll(entry)) {
    end += whole.length;
    const weight = Number(number);
    check(!Number.isNaN(weight), option, `a number as the weight of ${name}`, number);
    checkRange(option, `the weight of ${name}`, weight, range);
    check(!weights.has(name), option, "every class once", name);
    weights.set(name, weight);
  }
  if (end < text.length || weights.size === 0) fail(option, `${balanced}, or name=weight,name=weight`, text);
  return weights;
}

/**
 * Reads class weights.
 * @throws UsageError where the text is neither "balanced" nor names with weights above 0, each once
 */
export function parseClassWeights(text: string): ClassWeights {
  if (text.trim() === balanced)
    return { toString: () => balanced, checkNames: () => undefined, of: (_, counts) => balancedWeights(counts) };
  const weights = parseEntries(text);
  return {
    toString: () => [...weights].map(([name, weight]) => `${name}=${weight}`).join(","),
    checkNames: (classes) => [...weights.keys()].forEach((name) => checkName(option, "the class", name, classes)),
    of: (classes) => Float64Array.from(classes, (name) => weights.get(name) ?? 1),
  };
}

const mostListed = 10;

/** The weights in a sentence, with what they do to probabilities. */
export function describeClassWeights(
  { classWeights, noise }: { readonly classWeights?: string; readonly noise: string },
  { classes, classCounts }: { readonly classes: readonly string[]; readonly classCounts: readonly number[] },
): string[] {
  if (classWeights === undefined) return [];
  const parsed = parseClassWeights(classWeights);
  const own = parsed.of(classes, classCounts);
  const list = classes.map((name, k) => `${name} ${Number(own[k].toPrecision(3))}`).join(", ");
  // Labels that are made wrong change how many there are of each class, seed by seed.
  const known = noise === "none" || parsed.toString() !== balanced;
  const shown = known && classes.length <= mostListed ? list : classWeights;
  return [
    `Class weights: ${shown}. Probabilities are then those of data with classes as frequent as their weights make them; temperature scaling cannot undo that.`,
  ];
}
