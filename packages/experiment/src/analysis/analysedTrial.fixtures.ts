// A trial as it is analysed, from predictions made up for a test.
import { createEvaluator, scoreExamples } from "@softlabel/core";
import { madeUpSources } from "../../../../test/trialSources.ts";
import { resolveOptions } from "../options/fields.ts";
import { trialsOf } from "../options/trial.ts";
import type { TrialResult } from "../results/results.ts";
import type { AnalysedTrial } from "./analysedTrial.ts";
import { sourceOf } from "./predictionBlocks.ts";
import { rowCosts, rowsFitted } from "./recalibration.ts";
import { testScores } from "./testScores.ts";

/** What a trial predicts. */
interface MadeUpTrial {
  readonly method: string;
  readonly seed: number;
  readonly logits: Float32Array | Float64Array;
  readonly labels: Int32Array;
  readonly classes: number;
  readonly temperature: number | null;
}

/** The trial, without validation rows: its recalibration lines are cross-fitted. */
export function analysedTrial({ method, seed, logits, labels, classes, temperature }: MadeUpTrial): AnalysedTrial {
  const trial = { ...trialsOf(resolveOptions({}), madeUpSources)[0], method, seed };
  const test = { logits, labels };
  const source = sourceOf(test, classes);
  const evaluator = createEvaluator({ classes }).add(logits, labels);
  const costs = {
    trained: rowCosts({ source, temperature: 1 }, undefined),
    scaled: temperature === null ? undefined : rowCosts({ source, temperature }, undefined),
    fitted: rowsFitted(source, undefined),
  };
  return {
    ...{ trial, test, source, temperature, evaluator, evaluatorScaled: null },
    examples: scoreExamples(logits, labels, classes),
    examplesScaled: temperature === null ? null : scoreExamples(logits, labels, classes, temperature),
    rowCosts: () => costs,
    result: { test: testScores(evaluator) } as TrialResult,
  };
}
