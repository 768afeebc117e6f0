// The mean of an array.
import { CompensatedSum } from "./sum.ts";

/** (1/N) Σ values. */
export function mean(values: ArrayLike<number>): number {
  const sum = new CompensatedSum();
  for (let i = 0; i < values.length; i++) sum.add(values[i]);
  return sum.value / values.length;
}
