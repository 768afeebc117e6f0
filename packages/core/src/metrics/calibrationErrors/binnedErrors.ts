// What each calibration error makes of the sums of its bins.
import type { BinSum } from "./binSums.ts";

/** N = Σ_b n_b */
const examples = (sums: readonly BinSum[]): number => sums.reduce((n, { count }) => n + count, 0);

/** Σ_b over bins that hold examples, divided by N. */
function meanOverExamples(sums: readonly BinSum[], term: (bin: BinSum) => number): number {
  return sums.reduce((total, bin) => total + (bin.count > 0 ? term(bin) : 0), 0) / examples(sums);
}

/** (1/N) Σ_b |Σ_{i in b} (cᵢ - aᵢ)| */
export function expectedError(sums: readonly BinSum[]): number {
  return meanOverExamples(sums, (bin) => Math.abs(bin.confidence - bin.right));
}

/** max_b |conf_b - acc_b| */
export function maximumError(sums: readonly BinSum[]): number {
  return sums.reduce(
    (top, bin) => (bin.count > 0 ? Math.max(top, Math.abs(bin.confidence - bin.right) / bin.count) : top),
    0,
  );
}

/** √Σ_b (n_b/N) (conf_b - acc_b)² */
export function rootMeanSquareError(sums: readonly BinSum[]): number {
  return Math.sqrt(meanOverExamples(sums, (bin) => (bin.confidence - bin.right) ** 2 / bin.count));
}

/** n_b [(conf_b - acc_b)² - acc_b (1 - acc_b) / (n_b - 1)]; a bin with fewer than two examples adds nothing. */
function debiasedSquare({ count, confidence, right }: BinSum): number {
  if (count < 2) return 0;
  const accuracy = right / count;
  return count * ((confidence / count - accuracy) ** 2 - (accuracy * (1 - accuracy)) / (count - 1));
}

/** √max(0, (1/N) Σ_b n_b [(conf_b - acc_b)² - acc_b (1 - acc_b) / (n_b - 1)]) */
export function debiasedError(sums: readonly BinSum[]): number {
  return Math.sqrt(Math.max(0, meanOverExamples(sums, debiasedSquare)));
}
