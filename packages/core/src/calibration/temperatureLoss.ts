// The NLL as a function of the inverse temperature, with the two derivatives that Newton's method needs.
import type { PredictionBlock } from "../base/predictions.ts";
import { CompensatedSum } from "../base/sum.ts";

/** Value and derivatives of the mean NLL at an inverse temperature. */
export interface TemperatureLoss {
  readonly value: number;
  readonly slope: number;
  readonly curvature: number;
}

/**
 * With d the logits less their row's largest, so that no exponential overflows, and p = softmax(βd):
 * L = mean(log Σ exp(βd) - βd_y), L' = mean(E_p[d] - d_y), L'' = mean(Var_p[d]) ≥ 0.
 * L is convex in β = 1/T, which it is not in T.
 */
export function temperatureLoss(blocks: Iterable<PredictionBlock>, classes: number, beta: number): TemperatureLoss {
  const [value, slope, curvature] = [new CompensatedSum(), new CompensatedSum(), new CompensatedSum()];
  let n = 0;
  for (const { logits, labels } of blocks) {
    n += labels.length;
    for (let i = 0; i < labels.length; i++) {
      const [start, end] = [i * classes, (i + 1) * classes];
      let largest = logits[start];
      for (let k = start + 1; k < end; k++) if (logits[k] > largest) largest = logits[k];
      let [sum, first, second] = [0, 0, 0];
      for (let k = start; k < end; k++) {
        const d = logits[k] - largest;
        const weight = Math.exp(beta * d);
        sum += weight;
        first += weight * d;
        second += weight * d * d;
      }
      const own = logits[start + labels[i]] - largest;
      const expected = first / sum;
      value.add(Math.log(sum) - beta * own);
      slope.add(expected - own);
      curvature.add(second / sum - expected * expected);
    }
  }
  return { value: value.value / n, slope: slope.value / n, curvature: curvature.value / n };
}

/** Whether all logits of every row are equal, and whether every label has its row's largest. */
export function surveyLogits(
  blocks: Iterable<PredictionBlock>,
  classes: number,
): { readonly flat: boolean; readonly separated: boolean } {
  let [flat, separated] = [true, true];
  for (const { logits, labels } of blocks) {
    if (!flat && !separated) break;
    for (let i = 0; i < labels.length && (flat || separated); i++) {
      const row = logits.subarray(i * classes, (i + 1) * classes);
      const own = row[labels[i]];
      flat &&= row.every((value) => value === own);
      separated &&= row.every((value) => value <= own);
    }
  }
  return { flat, separated };
}
