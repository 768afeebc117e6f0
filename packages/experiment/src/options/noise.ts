// Label noise as a table, and its text form: "none", "symmetric:0.2", "pairs:0.2".
import { createRandom, type ParameterDefinition, type Random } from "@softlabel/core";
import { formatNamed, parseNamed } from "@softlabel/core/internal";
import type { Examples } from "@softlabel/engine";

/** A row of the table of label noise. */
interface NoiseDefinition {
  readonly name: string;
  /** One line for help texts and documentation. */
  readonly summary: string;
  readonly parameters: readonly ParameterDefinition[];
  /** The wrong label that replaces a true one. */
  wrongLabel(label: number, classes: number, random: Random): number;
}

/** A flipped label. */
export interface Flip {
  /** Index among the training rows, without validation rows. */
  readonly row: number;
  readonly from: number;
  readonly to: number;
}

/** Label noise with its parameters. */
interface LabelNoise {
  /** The canonical text. */
  toString(): string;
  /** The number of labels to flip. */
  count(rows: number): number;
  /**
   * Draws the labels to flip, all rows equally likely.
   * @param random draws the rows and their new labels
   * @returns in the order of the rows
   */
  flips(labels: Int32Array, classes: number, random: Random): Flip[];
}

const rate = {
  name: "rate",
  default: 0.2,
  range: { from: 0, to: 1 },
  help: "fraction of the training labels to flip",
  alone: "written",
} as const;

/** Every kind of label noise. */
export const noiseTable: readonly NoiseDefinition[] = [
  { name: "none", summary: "clean labels", parameters: [], wrongLabel: (label) => label },
  {
    name: "symmetric",
    summary: "a fraction of the training labels is replaced by another class, all equally likely",
    parameters: [rate],
    wrongLabel: (label, classes, random) => (label + 1 + random.integer(classes - 1)) % classes,
  },
  {
    name: "pairs",
    summary: "a fraction of the training labels is replaced by the next class, the last class by the first",
    parameters: [rate],
    wrongLabel: (label, classes) => (label + 1) % classes,
  },
];

/**
 * Parses label noise: "none", "symmetric:0.2", "pairs:rate=0.4". The rate is the fraction of flipped labels; if "noise 0.2"
 * elsewhere means labels redrawn from all K classes, the rate here is 0.2·(K-1)/K.
 * @throws UsageError for unknown names, and for a rate outside 0 to 1
 */
export function parseNoise(text: string): LabelNoise {
  const { row, values } = parseNamed("noise", text, noiseTable);
  const count = (rows: number): number => Math.round(Number(values.rate ?? 0) * rows);
  return {
    toString: () => formatNamed(row, values, ["rate"]),
    count,
    flips(labels, classes, random) {
      const rows = random.shuffle(Int32Array.from(labels, (_, i) => i)).subarray(0, count(labels.length));
      return Array.from(rows.toSorted(), (i) => ({
        row: i,
        from: labels[i],
        to: row.wrongLabel(labels[i], classes, random),
      }));
    },
  };
}

/** Adds a trial's label noise. It depends on the seed alone, so that all methods learn from the same labels. */
export function addNoise(
  { noise, seed }: { readonly noise: string; readonly seed: number },
  clean: Examples,
  classes: number,
): { train: Examples; flips: readonly Flip[] } {
  const flips = parseNoise(noise).flips(clean.labels, classes, createRandom(seed).fork("label noise"));
  const labels = clean.labels.slice();
  for (const { row, to } of flips) labels[row] = to;
  return { train: { ...clean, labels }, flips };
}
