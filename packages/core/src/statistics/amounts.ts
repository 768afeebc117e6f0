// Numbers, counts and units as they stand in sentences.
import type { MetricDefinition } from "./metricDefinition.ts";

/** Text with a fixed number of digits, and never "-0.0". */
function fixed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return Number(text) === 0 ? (0).toFixed(digits) : text;
}

/** The interval of a metric's difference, whose numbers a sentence writes. */
interface Written {
  readonly metric: { readonly unit: Omit<MetricDefinition["unit"], "label">; readonly margin: number };
  readonly interval: readonly [number, number];
}

/** At most so many digits more than usual, and so many where all that is written would read 0. */
const moreDigits = 3;
const mostDigits = 12;

/**
 * Writes the values of one sentence with the same number of digits: as many as it takes, up to three more than usual, that no
 * end of the interval reads 0 or reads like the margin unless it is, and more where both ends would still read 0.
 */
export class AmountFormat {
  readonly #digits: number;
  readonly #unit: Written["metric"]["unit"];

  constructor({ metric: { unit, margin }, interval }: Written) {
    this.#unit = unit;
    this.#digits = unit.digits;
    const reads = (end: number, mark: number): boolean => end !== mark && this.number(end) === this.number(mark);
    const misread = (): boolean => interval.some((end) => [0, margin, -margin].some((mark) => reads(end, mark)));
    while (this.#digits < unit.digits + moreDigits && misread()) this.#digits++;
    while (this.#digits < unit.digits + mostDigits && interval.every((end) => reads(end, 0))) this.#digits++;
  }

  /** The number alone: "0.4". */
  number(value: number): string {
    return fixed(value * this.#unit.scale, this.#digits);
  }

  /** The number with its unit: "0.4 points". */
  amount(value: number): string {
    return `${this.number(value)} ${this.#unit.difference}`.trim();
  }

  /** "95 % interval 0.1 to 0.7" */
  interval(low: number, high: number): string {
    return `95 % interval ${this.number(low)} to ${this.number(high)}`;
  }

  /** A round figure of two digits with its unit: "1.1 points". */
  about(value: number): string {
    return `${Number((value * this.#unit.scale).toPrecision(2))} ${this.#unit.difference}`.trim();
  }
}
