// Label noise as a table, and its text form: "none", "symmetric:0.2", "pairs:0.2".
import { createRandom, type ParameterDefinition, type Random } from "@softlabel/core";
import { formatNamed, parseNamed } from "@softlabel/core/internal";
import type { Examples } from "@softlabel/engine";

/** A row of the table of label noise. */
export interface NoiseDefinition {
  readonly name: string;
  /** One line for help texts and documentation. */
  readonly summary: string;
  readonly parameters: readonly ParameterDefinition[];
  /** The label that takes the place of a true one. */
  wrongLabel(label: number, classes: number, random: Random): number;
}

/** A label that was made wrong on purpose. */
export interface Flip {
  /** Counted among the rows that are trained on, those held out left aside. */
  readonly row: number;
  readonly from: number;
  readonly to: number;
}

/** Label noise with its parameters. */
export interface LabelNoise {
  /** The shortest text that gives it again. */
  toString(): string;
  /** How many of so many labels become wrong. */
  count(rows: number): number;
  /**
   * Which labels become wrong, each row as likely as another.
   * @param random decides which rows, and what they become
   * @returns in the order of the rows
   */
  flips(labels: Int32Array, classes: number, random: Random): Flip[];
}

const rate = {
  name: "rate",
  default: 0.2,
  range: { from: 0, to: 1 },
  help: "share of the training labels that become wrong",
  alone: "written",
} as const;

/** Every kind of noise that `parseNoise` knows. */
export const noiseTable: readonly NoiseDefinition[] = [
  { name: "none", summary: "labels as they are", parameters: [], wrongLabel: (label) => label },
  {
    name: "symmetric",
    summary: "a share of the training labels becomes any other class, each as likely",
    parameters: [rate],
    wrongLabel: (label, classes, random) => (label + 1 + random.integer(classes - 1)) % classes,
  },
  {
    name: "pairs",
    summary: "a share of the training labels becomes the next class, the last class the first",
    parameters: [rate],
    wrongLabel: (label, classes) => (label + 1) % classes,
  },
];

/**
 * Reads label noise: "none", "symmetric:0.2", "pairs:rate=0.4". The rate is the share of labels that become wrong; where
 * "noise 0.2" elsewhere means labels drawn anew from all K classes, K - 1 of K of those become wrong: a rate of 0.2·(K-1)/K.
 * @throws UsageError for unknown names and a rate that is no share
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

/** The examples with the noise of a trial: the seed decides, so that all its methods learn from the same labels. */
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
