// Analyses a finished trial: its predictions, the temperature fitted on the validation rows, its scores.
import {
  crossFitTemperatureInBlocks,
  fitTemperatureInBlocks,
  type Evaluator,
  type ExampleScores,
  type Random,
  type TemperatureFit,
} from "@softlabel/core";
import type { PredictionSource } from "../predictions/predictionSource.ts";
import { geometryOf } from "./geometry.ts";
import { bestEpoch } from "../records/earlyStopping.ts";
import { readPenultimate, type Penultimate } from "../records/penultimateRecord.ts";
import { blocksOf, evaluateAt, lazyExamples, lazyPredictions, once, sourceOf } from "./predictionBlocks.ts";
import { rowCosts, rowsFitted, type RowCosts, type ScaledSource } from "./recalibration.ts";
import type { TrialResult } from "../results/results.ts";
import type { RecordStore } from "../store/recordStore.ts";
import { testScores } from "./testScores.ts";
import type { Trial } from "../options/trial.ts";
import { readMetrics, readPredictions, type Predictions } from "../records/trialRecord.ts";
import { defined } from "../store/defined.ts";

/** A finished trial with everything computed from its predictions. */
export interface AnalysedTrial {
  readonly trial: Pick<Trial, "method" | "seed">;
  /** The test predictions, block by block, and as a whole when first accessed. */
  readonly source: PredictionSource;
  readonly test: Predictions;
  /** Absent without validation rows. */
  readonly validation?: Predictions;
  /** Null without validation rows. */
  readonly temperature: number | null;
  /** Evaluates the test predictions, as trained and after temperature scaling. */
  readonly evaluator: Evaluator;
  readonly evaluatorScaled: Evaluator | null;
  /** The scores of every test example, likewise. */
  readonly examples: ExampleScores;
  readonly examplesScaled: ExampleScores | null;
  /** The calibration cost of every test example, computed when first asked for. */
  readonly rowCosts: () => RowCosts;
  readonly result: TrialResult;
  /** Kept for the first seed only, which is plotted. */
  readonly penultimate?: Penultimate;
}

/** A set of predictions, analysed with a temperature fitted on others. */
type AnalysedPredictions = Omit<AnalysedTrial, "trial" | "result" | "penultimate"> & {
  readonly result: Omit<TrialResult, "seed" | "epochs" | "keptEpoch">;
};

/** A fitted temperature, with the test predictions, evaluator and example scores at that temperature. */
interface Scaled extends ScaledSource {
  readonly fit: TemperatureFit;
  readonly evaluator: Evaluator;
  readonly examples: ExampleScores;
}

/** The results of test predictions that were evaluated as they are and perhaps scaled. */
function gather(
  source: PredictionSource,
  evaluator: Evaluator,
  { validation, scaled }: { readonly validation?: PredictionSource; readonly scaled?: Scaled } = {},
): AnalysedPredictions {
  const { classes } = source;
  const rows = lazyPredictions(source);
  const { fit } = scaled ?? {};
  const heldAt = (temperature: number) => validation && { source: validation, temperature };
  const temperature = fit?.temperature ?? null;
  return {
    source,
    test: rows,
    temperature,
    evaluator,
    evaluatorScaled: scaled?.evaluator ?? null,
    examples: lazyExamples(rows, classes),
    examplesScaled: scaled?.examples ?? null,
    rowCosts: once(() => ({
      trained: rowCosts({ source, temperature: 1 }, heldAt(1)),
      scaled: scaled && rowCosts(scaled, heldAt(scaled.temperature)),
      fitted: rowsFitted(source, validation),
    })),
    result: {
      test: testScores(evaluator),
      temperature,
      ...defined({ temperatureInterval: fit?.interval, temperatureWarning: fit?.warning }),
      testScaled: scaled === undefined ? null : testScores(scaled.evaluator),
      geometry: null,
    },
  };
}

/** Scores test predictions as they are and, if there are validation predictions, at the temperature fitted to them. */
export function analysePredictions(
  test: PredictionSource,
  validation: PredictionSource | undefined,
): AnalysedPredictions {
  const { classes } = test;
  if (validation === undefined) return gather(test, evaluateAt(blocksOf(test), classes, [1])[0]);
  const fit = fitTemperatureInBlocks(blocksOf(validation), classes);
  const [plain, evaluator] = evaluateAt(blocksOf(test), classes, [1, fit.temperature]);
  const examples = lazyExamples(lazyPredictions(test), classes, fit.temperature);
  const scaled = { fit, evaluator, examples, source: test, temperature: fit.temperature };
  const analysed = gather(test, plain, { validation, scaled });
  return { ...analysed, validation: lazyPredictions(validation) };
}

/** Scores test predictions as they are, and at temperatures cross-fitted over their parts. */
export function analyseCrossFitted(test: PredictionSource, random: Random, folds: number): AnalysedPredictions {
  const { classes } = test;
  const [plain] = evaluateAt(blocksOf(test), classes, [1]);
  const { fit, blocks } = crossFitTemperatureInBlocks(blocksOf(test), classes, random, folds);
  const [evaluator] = evaluateAt(blocks, classes, [1]);
  const source = { ...test, blocks: () => blocks };
  const examples = lazyExamples(lazyPredictions(source), classes);
  return gather(test, plain, { scaled: { fit, evaluator, examples, source, temperature: 1 } });
}

/** Scores a finished trial from its records. */
export function analyseTrial(records: RecordStore, trial: Trial, classes: number): AnalysedTrial {
  const [test, validation] = (["test", "validation"] as const).map((set) => {
    const predictions = readPredictions(records, set);
    return predictions && sourceOf(predictions, classes);
  });
  const analysed = analysePredictions(test!, validation);
  const epochs = readMetrics(records).map(({ seconds, ...line }) => line);
  const penultimate = readPenultimate(records, classes);
  const geometry = geometryOf(penultimate);
  const kept = defined({ keptEpoch: trial.patience === undefined ? undefined : bestEpoch(epochs) });
  const result = { seed: trial.seed, epochs, ...kept, ...analysed.result, geometry };
  return { ...analysed, trial, result, ...defined({ penultimate: trial.seed === 1 ? penultimate : undefined }) };
}
