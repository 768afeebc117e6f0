// Pixel normalisation before the first layer: by name, or by mean and deviation.
import { check, checkName, checkRange, fail, type Range } from "@softlabel/core/internal";
import { decodeModel, type OnnxModel } from "@softlabel/engine";
import { rowSourceOf } from "@softlabel/engine/internal";
import type { Dataset } from "@softlabel/data";
import { isModelFile } from "./initialModel.ts";
import { besideFile, type ReadFile } from "./inputFile.ts";

/** (v / 255 - mean) / deviation, one number for all channels or one per channel. */
interface Normalisation {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

/** Normalisations by name: imagenet as torchvision's weights were trained with, none for pixels from 0 to 1. */
const named: Readonly<Record<string, Normalisation>> = {
  imagenet: { mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225] },
  none: { mean: [0], deviation: [1] },
};

/** The default unless weights expect something else: pixels from -1 to 1. */
export const usualNormalisation = "0.5/0.5";

const who = "--normalise";
const remedy =
  "write imagenet, none, or MEAN/STD of pixels from 0 to 1, as in 0.5/0.5 or 0.49,0.48,0.45/0.25,0.24,0.26";

function parseNumbers(what: string, text: string, given: string, range: Range): readonly number[] {
  return text.split(",").map((item) => {
    const value = item.trim() === "" ? NaN : Number(item);
    check(!Number.isNaN(value), who, `${what} as a number, or one per channel`, given, remedy);
    checkRange(who, what, value, range, remedy);
    return value;
  });
}

/**
 * Parses a normalisation.
 * @param text `imagenet`, `none`, or MEAN/STD, each a number or one per channel, of pixels from 0 to 1
 * @throws UsageError for anything else
 */
function parseNormalisation(text: string): Normalisation {
  const [mean, deviation, ...more] = text.split("/");
  if (deviation === undefined) {
    const name = checkName(who, "the normalisation", text.trim(), [...Object.keys(named), "MEAN/STD"]);
    return named[name] ?? fail(who, "numbers for mean and deviation", text, remedy);
  }
  check(more.length === 0, who, "one mean and one deviation", text, remedy);
  const parsed = {
    mean: parseNumbers("the mean", mean, text, { from: 0, to: 1 }),
    deviation: parseNumbers("the deviation", deviation, text, { from: 0, to: Infinity, open: "from" }),
  };
  const counts = [parsed.mean.length, parsed.deviation.length];
  const fits = counts.includes(1) || counts[0] === counts[1];
  check(fits, who, "as many means as deviations", text, remedy);
  return parsed;
}

/** The canonical text of a normalisation: its name if it has one. */
export function canonicalNormalisation(text: string): string {
  const { mean, deviation } = parseNormalisation(text);
  const written = ({ mean, deviation }: Normalisation): string => `${mean.join(",")}/${deviation.join(",")}`;
  const own = written({ mean, deviation });
  return Object.keys(named).find((name) => written(named[name]) === own) ?? own;
}

/** Whether examples are pixels from 0 to 255. */
function hasPixels(dataset: Pick<Dataset, "train">): boolean {
  return rowSourceOf(dataset.train).elementType === "uint8";
}

const channelsOf = ({ shape }: Pick<Dataset, "shape">): number => (shape.length === 3 ? shape[0] : 1);

/** The options that decide on a normalisation. */
interface NormalisedOptions {
  readonly normalise?: string;
  readonly model: string;
  readonly weights?: string;
}

/** The model of a file; undefined if the file is missing or invalid, which is reported when it is loaded. */
function peek(file: string, readFile: ReadFile): OnnxModel | undefined {
  try {
    return decodeModel(readFile(file) ?? new Uint8Array(), { external: besideFile(file, readFile) });
  } catch {
    return undefined;
  }
}

/** Whether a model file takes raw pixels, and so normalises them itself. */
function takesRawPixels(file: string, readFile: ReadFile): boolean {
  const graph = peek(file, readFile)?.graph;
  return graph !== undefined && graph.types.get(graph.inputs[0])?.elementType === "uint8";
}

/** The normalisation that weights expect: recorded in files of softlabel, ImageNet's for torchvision's residual networks. */
function expectedBy(weights: string, model: string, channels: number, readFile: ReadFile): string {
  const { softlabel, normalise = usualNormalisation } = peek(weights, readFile)?.metadata ?? {};
  if (softlabel !== undefined) return normalise;
  return model.startsWith("resnet") && channels === 3 ? "imagenet" : usualNormalisation;
}

/**
 * The normalisation of an experiment: as its options say, or as its initial weights expect; undefined for data other than
 * images, and for a model file that normalises its input itself.
 * @throws UsageError if a normalisation is given for such a file
 */
export function normalisationOf(
  { normalise, model, weights }: NormalisedOptions,
  dataset: Pick<Dataset, "train" | "shape">,
  readFile: ReadFile,
): string | undefined {
  if (!hasPixels(dataset)) return normalise;
  if (isModelFile(model) && takesRawPixels(model, readFile)) {
    const why = "leave the option out: this file takes pixels from 0 to 255 and normalises them itself";
    check(normalise === undefined, `${who} ${normalise}`, "a model that takes normalised pixels", model, why);
    return undefined;
  }
  if (normalise !== undefined || weights === undefined) return normalise ?? usualNormalisation;
  return expectedBy(weights, model, channelsOf(dataset), readFile);
}

/**
 * The data with a normalisation; unchanged if it is undefined.
 * @throws UsageError for data other than images, and if the number of channels differs
 */
export function normalised(dataset: Dataset, normalise: string | undefined): Dataset {
  if (normalise === undefined) return dataset;
  check(
    hasPixels(dataset),
    `${who} ${normalise}`,
    "images",
    dataset.title,
    "leave the option out: tables have their own preprocessing",
  );
  return { ...dataset, ...scalingOf(normalise, channelsOf(dataset)) };
}

/**
 * The scale and shift of pixels from 0 to 255: one number each, or one per channel.
 * @throws UsageError if the number of channels differs
 */
export function scalingOf(normalise: string, channels: number): Pick<Dataset, "scale" | "shift"> {
  const { mean, deviation } = parseNormalisation(normalise);
  const option = `${who} ${normalise}`;
  const most = Math.max(mean.length, deviation.length);
  const expected = channels === 1 ? "one mean and one deviation for grey images" : `numbers for ${channels} channels`;
  if (most > 1) check(most === channels, option, expected, `numbers for ${most}`, "give one number for all channels");
  const at = (numbers: readonly number[], i: number): number => numbers[numbers.length === 1 ? 0 : i];
  const each = Array.from({ length: most }, (_, i) => ({ mean: at(mean, i), deviation: at(deviation, i) }));
  const scale = each.map((channel) => 1 / (255 * channel.deviation));
  const shift = each.map((channel) => 0 - channel.mean / channel.deviation);
  return most === 1 ? { scale: scale[0], shift: shift[0] } : { scale, shift };
}

/** "(v / 255 - 0.5) / 0.5", with lists in brackets, and the name where it has one. */
export function describeNormalisation(normalise: string): string {
  if (normalise === "none") return "v / 255, from 0 to 1";
  const { mean, deviation } = parseNormalisation(normalise);
  const list = (numbers: readonly number[]): string =>
    numbers.length === 1 ? String(numbers[0]) : `[${numbers.join(", ")}]`;
  const formula = `(v / 255 - ${list(mean)}) / ${list(deviation)}`;
  return normalise in named ? `${formula} (${normalise})` : formula;
}
