// Every named data set, as rows: title, parameters, and how it is made.
import type { ParameterDefinition, Range, ValuesOf } from "@softlabel/core";
import { makeBlobs } from "../synthetic/blobs.ts";
import { makeClassification } from "../synthetic/classification.ts";
import { cifarSets } from "./cifarSets.ts";
import type { Dataset } from "../base/dataset.ts";
import { makeGlyphs } from "../synthetic/glyphs.ts";
import { knownSets } from "./knownSets.ts";

/** One named data set. */
export interface DatasetDefinition<Table extends readonly ParameterDefinition[] = readonly ParameterDefinition[]> {
  readonly name: string;
  readonly title: string;
  /** Made from a seed, or downloaded once. */
  readonly kind: "generated" | "download";
  readonly help: string;
  readonly parameters: Table;
  /**
   * Makes a set that is made from a seed: `name` is the text that gives these data again; `values` holds every parameter of the
   * table.
   */
  readonly make?: (name: string, values: ValuesOf<Table>) => Dataset;
}

/** A row whose maker takes its own parameters, typed. */
const generated = <const Table extends readonly ParameterDefinition[]>(
  row: Omit<DatasetDefinition<Table>, "kind" | "make">,
  make: (name: string, options: ValuesOf<Table>) => Dataset,
): DatasetDefinition<Table> => ({ ...row, kind: "generated", make });

const count = (from: number): Range => ({ from, to: 1_000_000, integer: true });
const positive: Range = { from: 0, to: Infinity, open: "from" };
const anyNumber: Range = { from: -Infinity, to: Infinity };
const yesOrNo = ["true", "false"] as const;

const seed = {
  name: "seed",
  default: 0,
  range: { from: 0, to: Number.MAX_SAFE_INTEGER, integer: true },
  help: "which data: the same seed gives the same",
} as const;

const sizes = (train: number, test: number) =>
  [
    { name: "train", default: train, range: count(1), help: "examples for training" },
    { name: "test", default: test, range: count(1), help: "examples for testing" },
  ] as const;

const glyphs = generated(
  {
    name: "glyphs",
    title: "Glyphs: ten drawn shapes, 28 × 28",
    help: "images drawn from a seed; circles and ovals, squares and diamonds overlap",
    parameters: [...sizes(4000, 4000), seed],
  },
  makeGlyphs,
);

const blobs = generated(
  {
    name: "blobs",
    title: "Blobs: mixtures of Gaussians",
    help: "points whose true class probabilities are known",
    parameters: [
      { name: "classes", default: 3, range: { from: 2, to: 1000, integer: true }, help: "classes, all as frequent" },
      { name: "dimensions", default: 2, range: { from: 1, to: 1000, integer: true }, help: "features of a point" },
      { name: "clusters", default: 2, range: { from: 1, to: 100, integer: true }, help: "clouds per class" },
      { name: "separation", default: 3, range: { from: 0, to: Infinity }, help: "standard deviation of the centres" },
      { name: "spread", default: 1, range: positive, help: "standard deviation within a cloud" },
      ...sizes(1000, 4000),
      seed,
    ],
  },
  makeBlobs,
);

const classification = generated(
  {
    name: "classification",
    title: "Classification: scikit-learn's make_classification",
    help: "its algorithm and defaults with our random numbers; even rows are for training, odd rows for testing",
    parameters: [
      { name: "samples", default: 100, range: count(2), help: "rows, training and test together" },
      { name: "features", default: 20, range: count(1), help: "columns in all; what is left over is noise" },
      { name: "informative", default: 2, range: count(1), help: "columns in which the clusters are" },
      { name: "redundant", default: 2, range: count(0), help: "columns that combine the informative ones" },
      { name: "repeated", default: 0, range: count(0), help: "columns that copy informative or redundant ones" },
      { name: "classes", default: 2, range: count(2), help: "classes" },
      { name: "clusters-per-class", default: 2, range: count(1), help: "clusters of each class" },
      {
        name: "weights",
        default: "equal",
        range: { from: 0, to: 1 },
        choices: ["equal"],
        list: true,
        help: "share of each class, or of all but the last",
      },
      {
        name: "flip-y",
        default: 0.01,
        range: { from: 0, to: 1 },
        help: "share of labels drawn again from all classes",
      },
      { name: "class-sep", default: 1, range: positive, help: "half the side of the cube; larger is easier" },
      { name: "hypercube", default: "true", choices: yesOrNo, help: "centres on a cube's corners, or on a polytope's" },
      {
        name: "shift",
        default: 0,
        range: anyNumber,
        choices: ["random"],
        list: true,
        help: "added to features; random: within ±class-sep",
      },
      {
        name: "scale",
        default: 1,
        range: positive,
        choices: ["random"],
        list: true,
        help: "multiplies shifted features; random: 1 to 101",
      },
      { name: "shuffle", default: "true", choices: yesOrNo, help: "rows and columns in random order" },
      seed,
    ],
  },
  makeClassification,
);

const rowLimits = [
  { name: "train", default: "all", range: count(1), choices: ["all"], help: "how many of the first training rows" },
  { name: "test", default: "all", range: count(1), choices: ["all"], help: "how many of the first test rows" },
] as const;

/** A row for a set that its publisher gives out. */
const downloaded = ({
  name,
  title,
  help,
}: {
  readonly name: string;
  readonly title: string;
  readonly help: string;
}): DatasetDefinition<typeof rowLimits> => ({ name, title, kind: "download", help, parameters: rowLimits });

/** Every named data set; the first is the default. */
export const datasetTable: readonly DatasetDefinition[] = [
  glyphs,
  blobs,
  classification,
  ...[...knownSets, ...cifarSets].map(downloaded),
];
