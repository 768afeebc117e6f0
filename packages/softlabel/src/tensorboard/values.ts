// The values that a summary holds: scalars, histograms, images, and the hyperparameters of a run.
import { hyperparameterData, type ValueDraft } from "./eventMessages.ts";

const buckets = 30;

/** A number under a tag. */
export function scalarValue(tag: string, scalar: number): ValueDraft {
  return { tag, scalar };
}

/** The numbers in an object, its parts included, each under its path: `{ a: { b: 1 } }` is "prefix/a/b". */
export function scalarValues(prefix: string, numbers: object): ValueDraft[] {
  return Object.entries(numbers).flatMap(([name, content]: [string, unknown]) => {
    const tag = `${prefix}/${name}`;
    if (typeof content === "number") return Number.isFinite(content) ? [scalarValue(tag, content)] : [];
    return typeof content === "object" && content !== null ? scalarValues(tag, content) : [];
  });
}

/** The histogram of values in bins of equal width from the smallest to the largest; nothing without values. */
export function histogramValue(tag: string, values: Float64Array): ValueDraft[] {
  if (values.length === 0) return [];
  const min = values.reduce((least, value) => Math.min(least, value));
  const max = values.reduce((greatest, value) => Math.max(greatest, value));
  const width = (max - min) / buckets;
  const bucketCounts = new Array<number>(width > 0 ? buckets : 1).fill(0);
  const last = bucketCounts.length - 1;
  for (const value of values) bucketCounts[width > 0 ? Math.min(last, Math.floor((value - min) / width)) : 0] += 1;
  const bucketLimits = bucketCounts.map((_, i) => (i === last ? max : min + (i + 1) * width));
  const sum = values.reduce((total, value) => total + value, 0);
  const sumOfSquares = values.reduce((total, value) => total + value * value, 0);
  return [{ tag, histogram: { min, max, count: values.length, sum, sumOfSquares, bucketLimits, bucketCounts } }];
}

/** An image in PNG format. */
export interface PngImage {
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
}

const channels = 3;

/** An image under a tag. */
export function imageValue(tag: string, { png, width, height }: PngImage): ValueDraft {
  return { tag, image: { png, width, height, channels } };
}

type HyperparameterDraft = Omit<Parameters<typeof hyperparameterData.encode>[0], "version">;

function hyperparameterValue(tag: string, data: HyperparameterDraft): ValueDraft {
  const content = hyperparameterData.encode({ version: 0, ...data });
  return { tag: `_hparams_/${tag}`, metadata: { plugin: { name: "hparams", content } } };
}

/** What a run was made with. */
export function hyperparametersValue(
  parameters: Readonly<Record<string, string | number>>,
  startSeconds: number,
): ValueDraft {
  const hyperparameters = Object.entries(parameters).map(([name, content]) => ({
    name,
    value: typeof content === "number" ? { number: content } : { text: content },
  }));
  return hyperparameterValue("session_start_info", { sessionStart: { hyperparameters, startSeconds } });
}

const success = 1;

/** That the run came to its end. */
export function runEndValue(endSeconds: number): ValueDraft {
  return hyperparameterValue("session_end_info", { sessionEnd: { status: success, endSeconds } });
}
