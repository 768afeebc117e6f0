// Every score that rests on how sure each prediction was and whether it was right.
import { decomposeRanking } from "../calibration/corpDecomposition.ts";
import type { CorpDecomposition } from "../calibration/corpDecomposition.ts";
import { equalMassBins, equalWidthBins, groupByBin } from "../metrics/calibrationErrors/binning.ts";
import { sumBins } from "../metrics/calibrationErrors/binSums.ts";
import {
  debiasedError,
  expectedError,
  maximumError,
  rootMeanSquareError,
} from "../metrics/calibrationErrors/binnedErrors.ts";
import { defaultDraws, noiseFloorOf } from "../metrics/calibrationErrors/eceNoiseFloor.ts";
import type { NoiseFloor } from "../metrics/calibrationErrors/eceNoiseFloor.ts";
import { mean } from "../base/mean.ts";
import { decomposeBins } from "../metrics/calibrationErrors/murphyDecomposition.ts";
import type { MurphyDecomposition } from "../metrics/calibrationErrors/murphyDecomposition.ts";
import { areaUnderRoc } from "../metrics/rankingAreas.ts";
import { areaOfSilentErrors } from "../metrics/selective/augrcLoss.ts";
import { meanRisk } from "../metrics/selective/aurcLoss.ts";
import { largestSafeShare } from "../metrics/selective/coverageAtRisk.ts";
import { errorsOfPrefixes } from "../metrics/selective/errorsOfPrefixes.ts";
import { optimalAurc } from "../metrics/selective/excessAurcLoss.ts";
import { riskOfShare } from "../metrics/selective/riskAtCoverage.ts";
import { smoothCalibrationError } from "../metrics/calibrationErrors/smoothCalibrationError.ts";
import type { Random } from "../base/random.ts";
import type { Ranking } from "../base/ranking.ts";
import { CompensatedSum } from "../base/sum.ts";

/** How far confidences and what was right lie apart. */
export interface CalibrationScores {
  readonly meanConfidence: number;
  /** NaN where no prediction is wrong. */
  readonly meanConfidenceWrong: number;
  /** Mean confidence minus accuracy. */
  readonly signedGap: number;
  /** In bins of equal width, as the next two. */
  readonly ece: number;
  readonly maximumCalibrationError: number;
  readonly rootMeanSquareCalibrationError: number;
  /** What a perfectly calibrated model would show as ECE by chance. */
  readonly eceNoiseFloor: NoiseFloor;
  /** In bins of equally many examples, as the next. */
  readonly eceEqualMass: number;
  readonly debiasedCalibrationError: number;
  readonly smoothCalibrationError: number;
  readonly corp: CorpDecomposition;
  readonly murphy: MurphyDecomposition;
}

/** What confidence is worth for declining to answer. */
export interface SelectiveScores {
  readonly aurc: number;
  readonly excessAurc: number;
  readonly augrc: number;
  /** NaN where every prediction is right, or every one wrong. */
  readonly misclassificationAuroc: number;
  readonly riskAt80Coverage: number;
  /** 0 where no share of examples is safe enough. */
  readonly coverageAt5Risk: number;
}

/** Mean confidence of the wrong predictions. */
function meanOfWrong({ score, positive }: Ranking): number {
  const sum = new CompensatedSum();
  let wrong = 0;
  for (let i = 0; i < score.length; i++) {
    if (positive[i] === 1) continue;
    sum.add(score[i]);
    wrong++;
  }
  return sum.value / wrong;
}

/**
 * Calibration.
 * @param ranking by confidence
 * @param random draws the noise floor's 95 % point
 */
export function calibrationScores(ranking: Ranking, bins: number, random: Random): CalibrationScores {
  const { score: confidence, positive: correct } = ranking;
  const widths = equalWidthBins(bins);
  const equalWidth = sumBins(confidence, correct, widths);
  const equalMass = sumBins(confidence, correct, equalMassBins(confidence, bins));
  return {
    meanConfidence: mean(confidence),
    meanConfidenceWrong: meanOfWrong(ranking),
    signedGap: mean(confidence) - mean(correct),
    ece: expectedError(equalWidth),
    maximumCalibrationError: maximumError(equalWidth),
    rootMeanSquareCalibrationError: rootMeanSquareError(equalWidth),
    eceNoiseFloor: noiseFloorOf(groupByBin(confidence, widths), random, defaultDraws),
    eceEqualMass: expectedError(equalMass),
    debiasedCalibrationError: debiasedError(equalMass),
    smoothCalibrationError: smoothCalibrationError(confidence, correct),
    corp: decomposeRanking(ranking),
    murphy: decomposeBins(equalWidth),
  };
}

/**
 * Selective classification.
 * @param ranking by log-confidence
 */
export function selectiveScores(ranking: Ranking): SelectiveScores {
  const errors = errorsOfPrefixes(ranking);
  const aurc = meanRisk(errors);
  const n = errors.length;
  return {
    aurc,
    // All that are wrong are among all N.
    excessAurc: aurc - optimalAurc(n, errors[n - 1]),
    augrc: areaOfSilentErrors(ranking),
    misclassificationAuroc: areaUnderRoc(ranking),
    riskAt80Coverage: riskOfShare(errors, 0.8),
    coverageAt5Risk: largestSafeShare(errors, 0.05),
  };
}
