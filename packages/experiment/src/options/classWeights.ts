// Class weights and their text form: "balanced", or "name=weight,name=weight" with a weight of 1 for every other class.
import { balancedWeights } from "@softlabel/core";
import { check, checkName, checkRange, fail } from "@softlabel/core/internal";

const option = "--class-weights";
const balanced = "balanced";
const range = { from: 0, to: Infinity, open: "from" } as const;

/** Class weights, given by name or balanced. */
interface ClassWeights {
  /** The canonical text. */
  toString(): string;
  /** Refuses unknown class names. */
  checkNames(classes: readonly string[]): void;
  /** The weights [K], given the number of training examples per class [K]. */
  of(classes: readonly string[], counts: readonly number[]): Float64Array;
}

/** A name may contain commas and equals signs: it ends before the last "=" that is followed by a number and a comma or the end. */
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
 * Parses class weights.
 * @throws UsageError unless the text is "balanced" or names with weights above 0, each once
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

/** States the weights, and their effect on probabilities. */
export function describeClassWeights(
  { classWeights, noise }: { readonly classWeights?: string; readonly noise: string },
  { classes, classCounts }: { readonly classes: readonly string[]; readonly classCounts: readonly number[] },
): string[] {
  if (classWeights === undefined) return [];
  const parsed = parseClassWeights(classWeights);
  const own = parsed.of(classes, classCounts);
  const list = classes.map((name, k) => `${name} ${Number(own[k].toPrecision(3))}`).join(", ");
  // Label noise changes the class counts from seed to seed.
  const known = noise === "none" || parsed.toString() !== balanced;
  const shown = known && classes.length <= mostListed ? list : classWeights;
  return [
    `Class weights: ${shown}. Predicted probabilities then correspond to reweighted class frequencies; temperature scaling cannot undo that.`,
  ];
}
