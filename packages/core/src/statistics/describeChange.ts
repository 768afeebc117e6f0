// A difference between two methods as a clause: how far a metric moved, which way, and the interval.
import { AmountFormat } from "./amounts.ts";
import { metricNamed } from "./comparedMetrics.ts";

/** A difference in one metric, method minus baseline, in the metric's own direction. */
interface Change {
  /** A key of `metricTable`. */
  readonly metric: string;
  readonly difference: number;
  readonly interval: readonly [number, number];
}

/**
 * The smallest difference that matters in a metric, with its unit: "0.5 points".
 *
 * @param key as in `metricTable`
 * @throws UsageError where there is no such metric
 * @example
 * ```ts
 * import { marginInWords } from "@softlabel/core/internal";
 * marginInWords("accuracy"); // => "0.5 points"
 * ```
 */
export function marginInWords(key: string): string {
  const metric = metricNamed(key);
  return new AmountFormat({ metric, interval: [metric.margin, metric.margin] }).about(metric.margin);
}

/**
 * Says how far a metric moved, as a clause: "accuracy is 3.1 points higher (95 % interval 1.4 to 4.9)".
 *
 * @param change the difference, method minus baseline, and its 95 % interval
 * @throws UsageError where there is no such metric
 * @example
 * ```ts
 * import { describeChange } from "@softlabel/core/internal";
 * const change = { metric: "nll", difference: -0.066, interval: [-0.102, -0.03] } as const;
 * describeChange(change); // => "log loss is 0.066 nats lower (95 % interval 0.030 to 0.102)"
 * ```
 */
export function describeChange({ metric, difference, interval: [low, high] }: Change): string {
  const format = new AmountFormat({ metric: metricNamed(metric), interval: [low, high] });
  const [word, from, to] = difference < 0 ? ["lower", -high, -low] : ["higher", low, high];
  const size = format.amount(Math.abs(difference));
  return `${metricNamed(metric).name} is ${size} ${word} (${format.interval(from, to)})`;
}

/**
 * Writes an amount of a metric and how sure it is: "0.048 (95 % interval 0.020 to 0.080)", "0.048 (95 % lower bound 0.020)".
 *
 * @param metric a key of `metricTable`
 * @param amount the amount
 * @param range its 95 % interval, or the end below which it is with a chance of 5 %
 * @param more what else stands in the brackets, "5 seeds"
 * @throws UsageError where there is no such metric
 * @example
 * ```ts
 * import { describeAmount } from "@softlabel/core/internal";
 * describeAmount("calibrationCost", 0.048, [0.02, 0.08]); // => "0.048 (95 % interval 0.020 to 0.080)"
 * ```
 */
export function describeAmount(
  metric: string,
  amount: number,
  range: number | readonly [number, number],
  more?: string,
): string {
  const [low, high] = typeof range === "number" ? [range, range] : range;
  const format = new AmountFormat({ metric: metricNamed(metric), interval: [low, high] });
  const sure = typeof range === "number" ? `95 % lower bound ${format.number(range)}` : format.interval(low, high);
  return `${format.amount(amount)} (${more === undefined ? sure : `${sure}; ${more}`})`;
}
