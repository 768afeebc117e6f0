// What a data set is, wherever it comes from: labelled training and test examples and what is needed to show them.
import type { Examples } from "@softlabel/engine";
import { fingerprint } from "./fingerprint.ts";
import { refuse } from "./refuse.ts";
import type { Preprocessing } from "../features/preprocessing.ts";

/** The size of one example that is an image, in pixels; several channels are one after another, each a plane. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

/** The parts of a data set, in the order in which the fingerprint takes them. */
export const partNames = ["train", "validation", "test"] as const;

/** The part that a row belongs to. */
export type PartName = (typeof partNames)[number];

/** Rows of classes that are not among a data set's own, labelled by their place in `classes`. */
export interface LeftOut {
  readonly classes: readonly string[];
  readonly train: Examples;
  readonly test: Examples;
}

/** Training and test examples of one classification task. */
export interface Dataset {
  /** The text that gives these data again: `glyphs`, `glyphs:train=1000,test=4000`, a folder. */
  readonly name: string;
  /** A line for people. */
  readonly title: string;
  /** Class names; label `k` means `classes[k]`. */
  readonly classes: readonly string[];
  /** The shape of one example. */
  readonly shape: readonly number[];
  /** A model sees `value * scale + shift`; a list has one number per channel, the first dimension of an example. */
  readonly scale: number | readonly number[];
  readonly shift: number | readonly number[];
  readonly train: Examples;
  /** Rows that the source itself sets apart for validation; elsewhere a share of the training rows is held out. */
  readonly validation?: Examples;
  readonly test: Examples;
  /** The group of each training row, where rows of a group must stay on one side of a split. */
  readonly groups?: Int32Array;
  /** Where classes were left out: their rows. */
  readonly leftOut?: LeftOut;
  /** Hash of shape, labels and values: equal fingerprints are equal data. */
  readonly fingerprint: string;
  readonly image?: ImageSize;
  /** Sentences about the data that their user should read. */
  readonly notes?: readonly string[];
  /** Of a table: how its columns became features; kept beside an exported model. */
  readonly preprocessing?: Preprocessing;
  /** The true probabilities of the classes, [N, K] row-major, where the data's origin is known. */
  readonly posterior?: (examples: Examples) => Float64Array;
}

/** Pixels 0 to 255 as a model sees them: `(v / 255 - 0.5) / 0.5`, from -1 to 1. */
export const pixelScaling = { scale: 2 / 255, shift: -1 } as const;

/** Features that are numbers already: left as they are. */
export const noScaling = { scale: 1, shift: 0 } as const;

/** Refuses generated data that would not fit into memory. */
export function checkValues(who: string, rows: number, features: number): void {
  const most = 2 ** 28;
  if (rows * features > most) refuse(who, `at most ${most} values`, `${rows} rows of ${features}`, "ask for fewer");
}

/** A data set without what follows from its examples. */
export type DatasetParts = Omit<Dataset, "shape" | "fingerprint">;

/** The parts that a data set has, in the order in which the fingerprint takes them. */
export function partsOf({ train, validation, test }: Pick<Dataset, "train" | "validation" | "test">): Examples[] {
  return validation === undefined ? [train, test] : [train, validation, test];
}

/** Completes a data set by what follows from its examples: shape and fingerprint. */
export function createDataset(parts: DatasetParts): Dataset {
  return { ...parts, shape: parts.train.shape, fingerprint: fingerprint(...partsOf(parts)) };
}
