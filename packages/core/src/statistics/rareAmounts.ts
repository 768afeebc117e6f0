// Confidence limits of a sum of amounts, few of which may have been seen.

/** Amounts that were seen, all of one sign: their sum and the sum of their squares. */
export interface Amounts {
  readonly sum: number;
  readonly squares: number;
}

/** The quantile of a gamma law with shape k over k, at the normal quantile q: Wilson and Hilferty's cube. */
const cube = (k: number, q: number): number => Math.max(0, 1 - 1 / (9 * k) + q / (3 * Math.sqrt(k))) ** 3;

/**
 * The upper limit of the expected sum: `(y + w) · max(0, 1 - 1/(9k) + q/(3√k))³` with `k = (y + w)² / (v + w²)`.
 *
 * Fay and Feuer's gamma limit in Byar's closed form. It leaves room for one amount that was not seen.
 *
 * @param unseen w, the most that an unseen row may carry
 * @param q the quantile, of the normal or of Student's law
 * @see M. P. Fay, E. J. Feuer, Confidence intervals for directly standardized rates, Statistics in Medicine 16, 1997
 */
export function upperLimit({ sum, squares }: Amounts, unseen: number, q: number): number {
  const most = sum + unseen;
  return most * cube(most ** 2 / (squares + unseen ** 2), q);
}

/** The lower limit of the expected sum: `y · max(0, 1 - 1/(9k) - q/(3√k))³` with `k = y²/v`; 0 where nothing was seen. */
export function lowerLimit({ sum, squares }: Amounts, q: number): number {
  return squares === 0 ? 0 : sum * cube(sum ** 2 / squares, -q);
}
