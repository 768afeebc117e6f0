// How many of a bin's examples a calibrated model gets right: the sum of coins with unequal chances.

/** Probabilities of the counts `from`, `from + 1`, ...; every other count has practically none. */
interface CountDistribution {
  readonly from: number;
  readonly probability: Float64Array;
}

/** Counts rarer than this are dropped; a million of them would still add up to nothing. */
const negligible = 1e-22;

/**
 * The Poisson-binomial distribution: how many of independent events with these chances happen.
 *
 * One event at a time, `P(k) ← P(k)(1-p) + P(k-1)p`, over the window of counts that are not negligible, about
 * twenty standard deviations wide: exact to rounding, in N√N steps instead of N².
 */
export function poissonBinomial(chances: Float64Array): CountDistribution {
  const probability = new Float64Array(chances.length + 1);
  probability[0] = 1;
  let [low, high] = [0, 0];
  for (const p of chances) {
    high++;
    for (let k = high; k > low; k--) probability[k] = probability[k] * (1 - p) + probability[k - 1] * p;
    probability[low] *= 1 - p;
    while (probability[low] < negligible) probability[low++] = 0;
    while (probability[high] < negligible) probability[high--] = 0;
  }
  return { from: low, probability: probability.slice(low, high + 1) };
}

/** Running sums of the probabilities: the chance of at most each count. */
export function cumulative({ probability }: CountDistribution): Float64Array {
  let sum = 0;
  return probability.map((p) => (sum += p));
}

/** The smallest count whose cumulative chance reaches `level`, by bisection; the highest one if rounding keeps it from being reached. */
export function countAt({ from }: CountDistribution, cumulated: Float64Array, level: number): number {
  let [low, high] = [0, cumulated.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulated[middle] >= level) high = middle;
    else low = middle + 1;
  }
  return from + low;
}
