// Mean and deviation of finite values.
import { mean } from "@softlabel/core/internal";

/** Mean and standard deviation over seeds; no deviation from fewer than two. */
interface Summary {
  readonly mean: number;
  readonly deviation: number | undefined;
}

/** The mean and the sample standard deviation (n - 1) of the finite values. */
export function summarize(values: readonly (number | null)[]): Summary {
  const finite = values.filter((value) => value !== null && Number.isFinite(value)) as number[];
  const centre = mean(finite);
  const squares = finite.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return { mean: centre, deviation: finite.length < 2 ? undefined : Math.sqrt(squares / (finite.length - 1)) };
}
