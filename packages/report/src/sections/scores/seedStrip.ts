// The seeds of a method as dots in a cell of the score table, beside a line at the baseline's mean.
import { html, type Markup } from "../../base/markup.ts";
import { paddedDomain } from "../../plots/domain.ts";

const width = 104;
const height = 13;

/** The values of a method, one a seed, and what the cells of a column have in common. */
export interface StripValues {
  readonly values: readonly number[];
  /** All values of the column, so that its cells share one scale. */
  readonly all: readonly number[];
  readonly baseline: number;
  readonly colour: string;
}

/** The picture is hidden from screen readers, which find the same numbers in the table of every seed. */
export function seedStrip({ values, all, baseline, colour }: StripValues): Markup | undefined {
  if (values.length === 0) return undefined;
  const [low, high] = paddedDomain(all);
  const place = (value: number): string => (3 + ((width - 6) * (value - low)) / (high - low)).toFixed(1);
  const at = place(baseline);
  return html`<svg class="strip" width="${width}" height="${height}" aria-hidden="true">
    <path d="M0,6.5H${width}" class="rail" />
    ${Number.isFinite(baseline) ? html`<path d="M${at},0V${height}" class="zero" />` : undefined}
    ${values.map((value) => html`<circle cx="${place(value)}" cy="6.5" r="3" fill="${colour}" />`)}
  </svg>`;
}
