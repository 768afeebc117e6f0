// Every seed of every method as a dot on one line, the mean as a tick.
import { dot, ruleY, text, tickX } from "@observablehq/plot";
import { summarize } from "../scores.ts";
import { paddedDomain } from "./domain.ts";
import { renderPlot } from "./render.ts";

/** The values of one method, one a seed. */
export interface SeedRow {
  readonly method: string;
  readonly colour: string;
  readonly values: readonly number[];
}

const rowHeight = 38;

/**
 * Draws a row a method; the rows share one scale.
 * @param title what the values are, with the unit
 * @param write a value as text
 * @returns an SVG element
 */
export function seedDots(title: string, rows: readonly SeedRow[], write: (value: number) => string): string {
  const means = rows.map((row) => ({ ...row, mean: summarize(row.values).mean }));
  const dots = rows.flatMap(({ method, colour, values }) => values.map((value) => ({ method, colour, value })));
  const said = means.map(({ method, mean }) => `${method} ${write(mean)}`).join(", ");
  return renderPlot(`${title} of every seed; means: ${said}`, {
    width: 330,
    height: rows.length * rowHeight + 42,
    marginLeft: 6,
    marginRight: 6,
    marginTop: 10,
    marginBottom: 32,
    x: { domain: paddedDomain(dots.map(({ value }) => value)), label: null, ticks: 4, tickSize: 0, grid: true },
    y: { type: "band", domain: rows.map(({ method }) => method), axis: null },
    marks: [
      ruleY(rows, { y: "method", dy: 9, stroke: "var(--line)" }),
      dot(dots, { x: "value", y: "method", dy: 9, r: 4.5, fill: "colour", fillOpacity: 0.45, stroke: "colour" }),
      tickX(
        means.filter(({ mean }) => Number.isFinite(mean)),
        { x: "mean", y: "method", dy: 9, insetTop: 10, insetBottom: 10, stroke: "colour", strokeWidth: 2.5 },
      ),
      text(means, {
        y: "method",
        text: (row: SeedRow) => row.method,
        frameAnchor: "left",
        dy: -8,
        fontWeight: 600,
        fill: "var(--ink)",
      }),
      text(means, {
        y: "method",
        text: (row: { mean: number }) => write(row.mean),
        frameAnchor: "right",
        dy: -8,
        fill: "var(--ink)",
      }),
    ],
  });
}
