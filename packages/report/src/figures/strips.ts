// Strips in cells of tables: seeds as dots, a score with its interval, an error beside its noise floor.
import { html, type Markup } from "../base/markup.ts";
import { paddedDomain } from "../plots/domain.ts";

const height = 14;
const middle = height / 2;
const margin = 5;

/** Pixels from the left, of values from `low` to `high`. */
const scale = ([low, high]: readonly [number, number], width: number) => {
  return (value: number): string => (margin + ((width - 2 * margin) * (value - low)) / (high - low)).toFixed(1);
};

/** Hidden from screen readers, since the text beside it says the same. */
function strip(width: number, content: readonly (Markup | undefined | readonly Markup[])[]): Markup {
  return html`<svg class="strip" width="${width}" height="${height}" aria-hidden="true">${content}</svg>`;
}

const rail = (width: number): Markup => html`<path d="M0,${middle}H${width}" class="rail" />`;

/** The values of a method, one per seed, and the scale and baseline of the column. */
interface SeedStrip {
  readonly values: readonly number[];
  /** All values of the column, so that its cells share one scale. */
  readonly all: readonly number[];
  readonly baseline: number;
  readonly colour: string;
}

/** A dot per seed, beside a line at the baseline's mean. */
export function seedStrip({ values, all, baseline, colour }: SeedStrip): Markup | undefined {
  if (values.length === 0) return undefined;
  const width = 104;
  const place = scale(paddedDomain(all), width);
  return strip(width, [
    rail(width),
    Number.isFinite(baseline) ? html`<path d="M${place(baseline)},0V${height}" class="zero" />` : undefined,
    values.map((value) => html`<circle cx="${place(value)}" cy="${middle}" r="3" fill="${colour}" />`),
  ]);
}

/** A score, the interval around it, and its baseline. */
interface ScoreStrip {
  readonly value: number;
  readonly interval: readonly [number, number] | undefined;
  /** The dashed line; undefined for a single method. */
  readonly reference: number | undefined;
  /** Every value and end of an interval in the column, so that its strips share one scale. */
  readonly all: readonly number[];
  readonly colour: string;
}

/** Of the strips in the answer. */
const wide = 120;

/** A dot on its interval, beside the dashed line of the baseline. */
export function scoreStrip({ value, interval, reference, all, colour }: ScoreStrip): Markup {
  const place = scale(paddedDomain(all), wide);
  const line = (x: string): Markup => html`<path d="M${x},0V${height}" class="zero dashed" />`;
  const bar = ([low, high]: readonly [number, number]): Markup =>
    html`<path d="M${place(low)},${middle}H${place(high)}" stroke="${colour}" stroke-width="2.5" />`;
  return strip(wide, [
    rail(wide),
    reference === undefined ? undefined : line(place(reference)),
    interval === undefined ? undefined : bar(interval),
    html`<circle cx="${place(value)}" cy="${middle}" r="4" fill="${colour}" class="whole" />`,
  ]);
}

/** An error, and the noise floor that chance exceeds in 1 of 20 test sets. */
interface ErrorStrip {
  readonly size: number;
  readonly chance: number;
  /** The largest of the column. */
  readonly most: number;
  readonly colour: string;
}

/** A dot beside the band up to the noise floor; hollow inside it. */
export function errorStrip({ size, chance, most, colour }: ErrorStrip): Markup {
  const place = scale([0, most > 0 ? most : 1], wide);
  const fill = size > chance ? colour : "var(--paper)";
  return strip(wide, [
    html`<rect
      x="${place(0)}"
      width="${(Number(place(chance)) - Number(place(0))).toFixed(1)}"
      height="${height}"
      class="chance"
    />`,
    html`<path d="M${place(0)},${middle}H${wide}" class="rail" />`,
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
