// The strips in the table of the answer: a score with an interval beside the baseline, and an error beside what chance gives.
import { html, type Markup } from "../../base/markup.ts";
import { paddedDomain } from "../../plots/domain.ts";

const width = 120;
const height = 14;
const middle = height / 2;
const margin = 5;

/** Pixels from the left, of values from `low` to `high`. */
const scale = ([low, high]: readonly [number, number]) => {
  return (value: number): string => (margin + ((width - 2 * margin) * (value - low)) / (high - low)).toFixed(1);
};

/** The sentences beside a strip say the same, so that screen readers need not see it. */
function strip(content: readonly (Markup | undefined)[]): Markup {
  return html`<svg class="strip" width="${width}" height="${height}" aria-hidden="true">${content}</svg>`;
}

/** A score, the interval around it, and what it is compared with. */
export interface ScoreStrip {
  readonly value: number;
  readonly interval: readonly [number, number] | undefined;
  /** Where the dashed line stands; nowhere where there is nothing to compare. */
  readonly reference: number | undefined;
  /** Every value and end of an interval in the column, so that its strips share one scale. */
  readonly all: readonly number[];
  readonly colour: string;
}

/** A dot on its interval, beside the dashed line of the baseline. */
export function scoreStrip({ value, interval, reference, all, colour }: ScoreStrip): Markup {
  const place = scale(paddedDomain(all));
  const line = (x: string): Markup => html`<path d="M${x},0V${height}" class="zero dashed" />`;
  const bar = ([low, high]: readonly [number, number]): Markup =>
    html`<path d="M${place(low)},${middle}H${place(high)}" stroke="${colour}" stroke-width="2.5" />`;
  return strip([
    html`<path d="M0,${middle}H${width}" class="rail" />`,
    reference === undefined ? undefined : line(place(reference)),
    interval === undefined ? undefined : bar(interval),
    html`<circle cx="${place(value)}" cy="${middle}" r="4" fill="${colour}" class="whole" />`,
  ]);
}

/** An error, and what it exceeds by chance once in twenty times. */
export interface ErrorStrip {
  readonly size: number;
  readonly chance: number;
  /** The largest of the column. */
  readonly most: number;
  readonly colour: string;
}

/** A dot beside the band of what chance gives: hollow within it. */
export function errorStrip({ size, chance, most, colour }: ErrorStrip): Markup {
  const place = scale([0, most > 0 ? most : 1]);
  const fill = size > chance ? colour : "var(--paper)";
  return strip([
    html`<rect
      x="${place(0)}"
      width="${(Number(place(chance)) - Number(place(0))).toFixed(1)}"
      height="${height}"
      class="chance"
    />`,
    html`<path d="M${place(0)},${middle}H${width}" class="rail" />`,
    html`<circle
      cx="${place(size)}"
      cy="${middle}"
      r="3.5"
      fill="${fill}"
      stroke="${colour}"
      stroke-width="1.5"
      class="whole"
    />`,
  ]);
}
