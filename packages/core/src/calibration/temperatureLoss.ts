// The NLL as a function of the inverse temperature, with the two derivatives that Newton's method needs.
import type { Logits } from "../predictions.ts";

/** Value and derivatives of the mean NLL at an inverse temperature. */
export interface TemperatureLoss {
  readonly value: number;
  readonly slope: number;
  readonly curvature: number;
}

/** Logits less their row's largest, so that no exponential overflows: every entry is at most 0. */
export function belowLargest(logits: Logits, classes: number): Float64Array {
  const centered = Float64Array.from(logits);
  for (let start = 0; start < centered.length; start += classes) {
    const row = centered.subarray(start, start + classes);
    const largest = row.reduce((a, b) => Math.max(a, b));
    for (let k = 0; k < classes; k++) row[k] -= largest;
  }
  return centered;
}

/**
 * With p = softmax(βd): L = mean(log Σ exp(βd) - βd_y), L' = mean(E_p[d] - d_y), L'' = mean(Var_p[d]) ≥ 0.
 * L is convex in β = 1/T, which it is not in T.
 *
 * @param d logits less their row's largest, [N, K]
 */
export function temperatureLoss(d: Float64Array, labels: Int32Array, classes: number, beta: number): TemperatureLoss {
  let [value, slope, curvature] = [0, 0, 0];
  for (let i = 0; i < labels.length; i++) {
    let [sum, first, second] = [0, 0, 0];
    for (let k = i * classes; k < (i + 1) * classes; k++) {
      const weight = Math.exp(beta * d[k]);
      sum += weight;
      first += weight * d[k];
      second += weight * d[k] * d[k];
    }
    const own = d[i * classes + labels[i]];
    const expected = first / sum;
    value += Math.log(sum) - beta * own;
    slope += expected - own;
    curvature += second / sum - expected * expected;
  }
  const n = labels.length;
  return { value: value / n, slope: slope / n, curvature: curvature / n };
}
