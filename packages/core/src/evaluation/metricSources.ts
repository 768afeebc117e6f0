// What metrics are computed from: sums over rows, confidences with their bins, and the ranking by confidence.
import { decomposeRanking } from "../calibration/corpDecomposition.ts";
import type { CorpDecomposition } from "../calibration/corpDecomposition.ts";
import { equalMassBins, equalWidthBins, groupByBin } from "../metrics/calibrationErrors/binning.ts";
import { sumBins } from "../metrics/calibrationErrors/binSums.ts";
import type { BinSum } from "../metrics/calibrationErrors/binSums.ts";
import { defaultDraws, noiseFloorOf } from "../metrics/calibrationErrors/eceNoiseFloor.ts";
import type { NoiseFloor } from "../metrics/calibrationErrors/eceNoiseFloor.ts";
import { errorsOfPrefixes } from "../metrics/selective/errorsOfPrefixes.ts";
import type { Random } from "../base/random.ts";
import type { Ranking } from "../base/ranking.ts";

/** Sums over rows. */
export interface RowSource {
  readonly examples: number;
  readonly classes: number;
  /** Rows that are classified correctly. */
  readonly right: number;
  /** Rows whose label is among the five classes of highest logit. */
  readonly amongFive: number;
  /** Σ of the rows' log losses, and of their Brier losses. */
  readonly nll: number;
  readonly brier: number;
  /** How often class j was predicted as class k, row-major [K, K]. */
  readonly confusion: Float64Array;
  /** The ECE of each class's probability, averaged over classes. */
  readonly classwiseError: () => number;
}

/** Confidences, highest first, and what follows from them. */
export interface ConfidenceSource {
  readonly confidence: Float64Array;
  /** 1 where the prediction is right. */
  readonly correct: Uint8Array;
  readonly equalWidth: readonly BinSum[];
  readonly equalMass: readonly BinSum[];
  readonly floor: NoiseFloor;
  readonly corp: CorpDecomposition;
}

/** Rows ranked by log-confidence. */
export interface RankingSource {
  readonly ranking: Ranking;
  /** How many of the k most confident rows are wrong, at k - 1. */
  readonly errors: Float64Array;
}

/**
 * The source of what confidence decides.
 * @param ranking by confidence
 * @param random draws the noise floor's 95 % point
 */
export function confidenceSource(ranking: Ranking, bins: number, random: Random): ConfidenceSource {
  const { score: confidence, positive: correct } = ranking;
  const widths = equalWidthBins(bins);
  return {
    confidence,
    correct,
    equalWidth: sumBins(confidence, correct, widths),
    equalMass: sumBins(confidence, correct, equalMassBins(confidence, bins)),
    floor: noiseFloorOf(groupByBin(confidence, widths), random, defaultDraws),
    corp: decomposeRanking(ranking),
  };
}

/** The source of what the order by log-confidence decides. */
export function rankingSource(ranking: Ranking): RankingSource {
  return { ranking, errors: errorsOfPrefixes(ranking) };
}
