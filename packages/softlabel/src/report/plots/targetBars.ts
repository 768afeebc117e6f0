// The distribution that a labelled row is pulled to: one bar a class.
import { rectY, ruleY } from "@observablehq/plot";
import { renderPlot } from "./render.ts";

/** Beyond this many classes the rest are as the last ones drawn. */
const mostBars = 20;

/**
 * Draws the target of a row labelled with the first class.
 * @param label what is shown, for a screen reader
 * @returns an SVG element
 */
export function targetBars(label: string, target: readonly number[], colour: string): string {
  const bars = target.slice(0, mostBars).map((value, i) => ({ value, from: i, to: i + 1 }));
  return renderPlot(label, {
    width: 200,
    height: 96,
    marginLeft: 26,
    marginRight: 4,
    marginTop: 8,
    marginBottom: 8,
    x: { domain: [0, Math.max(2, bars.length)], axis: null },
    y: { domain: [0, 1], ticks: [0, 0.5, 1], tickSize: 0, label: null, grid: true },
    marks: [
      rectY(bars, { x1: "from", x2: "to", y1: 0, y2: "value", fill: colour, insetLeft: 1, insetRight: 1 }),
      ruleY([0], { stroke: "var(--soft)" }),
    ],
  });
}
