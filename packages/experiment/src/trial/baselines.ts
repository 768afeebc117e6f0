// Simple baselines on the rows of the network: the majority class, and a linear model.
import { createRandom, fitLinearProbe, headLogits } from "@softlabel/core";
import { inputsOf, selectRows, type Examples } from "@softlabel/engine";
import { type Dataset } from "@softlabel/data";
import { countClasses } from "@softlabel/data/internal";
import { parseClassWeights } from "../options/classWeights.ts";
import { splitOf } from "../options/examplesOf.ts";
import type { ExperimentOptions } from "../options/fields.ts";
import type { RecordStore } from "../store/recordStore.ts";
import { addNoise } from "../options/noise.ts";
import {
  baselineSeeds,
  readBaseline,
  simpleModels,
  writeBaseline,
  type BaselineRecord,
  type SimpleModel,
} from "../records/baselineRecords.ts";

/** Predicts the logits of examples, [N, K]. */
type Predict = (examples: Examples) => Float32Array;

/** What a baseline is fitted to. */
interface Fitting {
  readonly train: Examples;
  readonly classes: number;
  /** Rows per class. */
  readonly counts: readonly number[];
  /** Class weights, [K]. */
  readonly classWeights: Float64Array;
}

/** Predicts the class frequencies of the training rows for every example; a class without rows counts as half a row. */
function fitMajority({ train, counts }: Fitting): Predict {
  const logits = counts.map((count) => Math.log(Math.max(count, 0.5) / train.count));
  return ({ count }) => Float32Array.from({ length: count * logits.length }, (_, i) => logits[i % logits.length]);
}

/** Most rows × columns × classes: a larger fit takes more than a minute. */
const mostNumbers = 1e8;
/** In nats, far below the precision of scores. */
const tolerance = 1e-8;

const featuresOf = (examples: Examples): Float64Array => Float64Array.from(inputsOf(examples));

/** Adds logits for classes without training rows: each has the probability of one row in N + 1. */
function withAbsent(logits: Float64Array, present: readonly number[], { train, classes }: Fitting): Float32Array {
  const all = new Float32Array((logits.length / present.length) * classes);
  for (let row = 0; row * classes < all.length; row++) {
    const own = logits.subarray(row * present.length, (row + 1) * present.length);
    const largest = Math.max(...own);
    const total = largest + Math.log(own.reduce((sum, z) => sum + Math.exp(z - largest), 0));
    all.fill(total - Math.log(train.count + 1), row * classes, (row + 1) * classes);
    present.forEach((k, i) => (all[row * classes + k] = own[i]));
  }
  return all;
}

/** Logistic regression with scikit-learn's default penalty, C = 1, on standardised columns. */
function fitLinear(fitting: Fitting): Predict {
  const { train, counts, classWeights } = fitting;
  const present = counts.flatMap((count, k) => (count > 0 ? [k] : []));
  if (present.length < 2) return fitMajority(fitting);
  const labels = train.labels.map((label) => present.indexOf(label));
  const weights = present.map((k) => classWeights[k]);
  const head = fitLinearProbe(featuresOf(train), labels, present.length, { tolerance, classWeights: weights });
  return (examples) => withAbsent(headLogits(head, featuresOf(examples)), present, fitting);
}

const fits: Readonly<Record<SimpleModel, (fitting: Fitting) => Predict>> = { majority: fitMajority, linear: fitLinear };

/** The rows, or a random part of them if they are too many. */
function fewerRows(train: Examples, columns: number, classes: number): Examples {
  const most = Math.floor(mostNumbers / (columns * classes));
  if (train.count <= most) return train;
  const rows = createRandom("rows of the linear model").shuffle(Int32Array.from({ length: train.count }, (_, i) => i));
  return selectRows(train, rows.subarray(0, most).sort());
}

function fittingOf({ classWeights }: ExperimentOptions, { classes: names, shape }: Dataset, all: Examples): Fitting {
  const train = fewerRows(all, shape[0], names.length);
  const counts = countClasses(train.labels, names.length);
  const weights =
    classWeights === undefined
      ? new Float64Array(names.length).fill(1)
      : parseClassWeights(classWeights).of(names, countClasses(all.labels, names.length));
  return { train, classes: names.length, counts, classWeights: weights };
}

function recordOf(predict: Predict, rows: number, { test }: Dataset, validation: Examples): BaselineRecord {
  const predictionsOf = (examples: Examples) => ({ logits: predict(examples), labels: examples.labels });
  return {
    rows,
    test: predictionsOf(test),
    validation: validation.count === 0 ? undefined : predictionsOf(validation),
  };
}

/** Whether the data are rows of numbers rather than images, as a linear model needs. */
export function isTabular({ shape, image }: Pick<Dataset, "shape" | "image">): boolean {
  return shape.length === 1 && image === undefined;
}

/** Fits the baselines that are missing, if they are wanted and the data are rows of numbers. */
export function fitBaselines(records: RecordStore, options: ExperimentOptions, dataset: Dataset): void {
  if (!options.baselines || !isTabular(dataset)) return;
  const { train: clean, validation } = splitOf(dataset, options.validation);
  for (const seed of baselineSeeds(options)) {
    const missing = simpleModels.filter((model) => readBaseline(records, model, seed) === undefined);
    if (missing.length === 0) continue;
    const { noise } = options;
    const { train } = seed === undefined ? { train: clean } : addNoise({ noise, seed }, clean, dataset.classes.length);
    const fitting = fittingOf(options, dataset, train);
    for (const model of missing)
      writeBaseline(records, model, seed, recordOf(fits[model](fitting), fitting.train.count, dataset, validation));
  }
}
