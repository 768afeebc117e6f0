// Murphy's decomposition of the Brier loss of confidences, with the remainder that binning leaves.
import { binSums } from "./binSums.ts";
import type { BinOptions, BinSum } from "./binSums.ts";

/** Parts of the Brier loss of confidences; `brier = reliability - resolution + uncertainty + withinBinVariance - withinBinCovariance`. */
export interface MurphyDecomposition {
  /** (1/N) Σᵢ (cᵢ - aᵢ)², the top-label Brier loss, from 0 to 1. */
  readonly brier: number;
  /** Σ_b (n_b/N) (conf_b - acc_b)²: what miscalibration costs. */
  readonly reliability: number;
  /** Σ_b (n_b/N) (acc_b - acc)²: what telling right from wrong gains. */
  readonly resolution: number;
  /** acc (1 - acc): what a confidence of acc for every example costs. */
  readonly uncertainty: number;
  /** (1/N) Σᵢ (cᵢ - conf_b)² */
  readonly withinBinVariance: number;
  /** (2/N) Σᵢ (aᵢ - acc_b) (cᵢ - conf_b) */
  readonly withinBinCovariance: number;
}

/** The parts of one bin, each n_b times its share. */
function partsOf(bin: BinSum, accuracy: number): MurphyDecomposition {
  const { count, confidence, right, confidenceSquared, confidenceRight } = bin;
  return {
    brier: confidenceSquared - 2 * confidenceRight + right,
    reliability: (confidence - right) ** 2 / count,
    resolution: count * (right / count - accuracy) ** 2,
    uncertainty: count * accuracy * (1 - accuracy),
    withinBinVariance: confidenceSquared - confidence ** 2 / count,
    withinBinCovariance: 2 * (confidenceRight - (confidence * right) / count),
  };
}

/** The decomposition from the sums of the bins. */
function decomposeBins(sums: readonly BinSum[]): MurphyDecomposition {
  const filled = sums.filter(({ count }) => count > 0);
  const total = (field: "count" | "right"): number => filled.reduce((sum, bin) => sum + bin[field], 0);
  const examples = total("count");
  const parts = filled.map((bin) => partsOf(bin, total("right") / examples));
  const mean = (part: keyof MurphyDecomposition): number => parts.reduce((sum, bin) => sum + bin[part], 0) / examples;
  return {
    brier: mean("brier"),
    reliability: mean("reliability"),
    resolution: mean("resolution"),
    uncertainty: mean("uncertainty"),
    withinBinVariance: mean("withinBinVariance"),
    withinBinCovariance: mean("withinBinCovariance"),
  };
}

/**
 * Murphy's decomposition of the Brier loss of the confidences, made exact by Stephenson's two terms.
 *
 * `(1/N) Σ (cᵢ - aᵢ)² = REL - RES + UNC + WBV - WBC`. Without the last two, which vanish only where all confidences of a bin
 * are equal, the usual three parts miss the Brier loss. `corpDecomposition` needs no bins.
 *
 * @param confidence c [N], each from 0 to 1
 * @param correct a [N], 1 where the prediction was right, else 0
 * @param options.bins number of bins, 15 unless told otherwise
 * @param options.binning "right-closed" (the default), "left-closed" (as torchmetrics) or "equal-mass"
 * @returns the Brier loss and its five parts
 * @throws UsageError where the two do not fit together, a value is out of range or the binning is unknown
 * @see A. H. Murphy, A new vector partition of the probability score, Journal of Applied Meteorology 12, 1973;
 *   D. B. Stephenson, C. A. S. Coelho and I. T. Jolliffe, Two extra components in the Brier score decomposition, Weather and Forecasting 23, 2008
 * @example
 * ```ts
 * import { murphyDecomposition } from "@softlabel/core";
 * const parts = murphyDecomposition(new Float64Array([0.75, 0.75]), new Uint8Array([1, 0]));
 * parts.reliability; // => 0.0625
 * parts.uncertainty; // => 0.25
 * ```
 */
export function murphyDecomposition(
  confidence: Float64Array,
  correct: Uint8Array,
  options: BinOptions = {},
): MurphyDecomposition {
  return decomposeBins(binSums("murphyDecomposition", confidence, correct, options));
}
