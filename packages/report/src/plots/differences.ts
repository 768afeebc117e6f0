// Differences to the baseline in one metric: one point with interval per method.
import { dot, ruleX, ruleY, text, type PlotOptions } from "@observablehq/plot";
import { signedShortest } from "../base/format.ts";
import type { PlotDescription } from "../base/plotDescription.ts";
import { paddedDomain } from "./domain.ts";

/** The difference of one method to the baseline, in the unit of the plot. */
interface Difference {
  readonly method: string;
  readonly colour: string;
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

const rowHeight = 34;

/**
 * Draws one row per method on a shared scale that includes zero.
 * @param label the content in words, for screen readers
 */
export function differences(label: string, rows: readonly Difference[]): PlotDescription {
  const ends = rows.flatMap(({ low, high, difference }) => [low, high, difference, 0]);
  const options: PlotOptions = {
    width: 430,
    height: rows.length * rowHeight + 42,
    marginLeft: 6,
    marginRight: 6,
    marginTop: 10,
    marginBottom: 32,
    x: { domain: paddedDomain(ends), label: null, ticks: 5, tickSize: 0, tickFormat: signedShortest, grid: true },
    y: { type: "band", domain: rows.map(({ method }) => method), axis: null },
    marks: [
      ruleX([0], { stroke: "var(--soft)", strokeDasharray: "3 3" }),
      ruleY(rows, { y: "method", x1: "low", x2: "high", dy: 9, stroke: "colour", strokeWidth: 2 }),
      dot(rows, { y: "method", x: "difference", dy: 9, r: 4.5, fill: "colour" }),
      text(rows, {
        y: "method",
        text: "method",
        frameAnchor: "left",
        dy: -7,
        fontWeight: 600,
        fill: "var(--ink)",
        stroke: "var(--paper)",
        strokeWidth: 4,
      }),
    ],
  };
  const table = rows.map(({ method, difference, low, high }) => [
    method,
    ...[difference, low, high].map(signedShortest),
  ]);
  return { label, options, table: { columns: ["method", "difference", "from", "to"], rows: table } };
}
