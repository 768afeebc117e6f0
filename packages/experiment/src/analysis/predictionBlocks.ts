// Recorded predictions as blocks, and blocks as scores: the same for trials and for files of other programs.
import { createEvaluator, scoreExamples, type Evaluator, type ExampleScores } from "@softlabel/core";
import { readWhole, type PredictionBlock, type PredictionSource } from "../predictions/predictionSource.ts";
import type { Predictions } from "../records/trialRecord.ts";

/** Predictions in memory as a source of blocks. */
export function sourceOf({ logits, labels }: Predictions, classes: number): PredictionSource {
  return { rows: labels.length, classes, blocks: () => [{ logits, labels }] };
}

/** The blocks of a source, iterable any number of times. */
export function blocksOf({ blocks }: PredictionSource): Iterable<PredictionBlock> {
  return { [Symbol.iterator]: () => blocks()[Symbol.iterator]() };
}

/** Evaluates all rows at each of the temperatures, in one pass. */
export function evaluateAt(
  blocks: Iterable<PredictionBlock>,
  classes: number,
  temperatures: readonly number[],
): Evaluator[] {
  const evaluators = temperatures.map((temperature) => createEvaluator({ classes, temperature }));
  for (const { logits, labels } of blocks) evaluators.forEach((evaluator) => evaluator.add(logits, labels));
  return evaluators;
}

/** The same value at every call, computed at the first. */
export function once<Value>(compute: () => Value): () => Value {
  let value: { readonly computed: Value } | undefined;
  return () => (value ??= { computed: compute() }).computed;
}

/** All rows of a source, read when first accessed: most of the analysis does not need them. */
export function lazyPredictions(source: PredictionSource): Predictions {
  const whole = once(() => readWhole(source));
  return {
    get logits() {
      return whole().logits;
    },
    get labels() {
      return whole().labels;
    },
  };
}

/** The scores of every example, computed when first accessed: only comparisons of methods need them. */
export function lazyExamples(test: Predictions, classes: number, temperature = 1): ExampleScores {
  const all = once(() => scoreExamples(test.logits, test.labels, classes, temperature));
  return {
    get error() {
      return all().error;
    },
    get nll() {
      return all().nll;
    },
    get brier() {
      return all().brier;
    },
    get gap() {
      return all().gap;
    },
    get confidence() {
      return all().confidence;
    },
    get logConfidence() {
      return all().logConfidence;
    },
    get correct() {
      return all().correct;
    },
    get balance() {
      return all().balance;
    },
  };
}
