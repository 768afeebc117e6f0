// The distribution that a labelled row is pulled to: one bar per class.
import { rectY, ruleY, type PlotOptions } from "@observablehq/plot";
import { shortest } from "../base/format.ts";
import type { PlotDescription } from "../base/plotDescription.ts";

/** Classes that are drawn; the rest look like the last ones. */
const mostBars = 20;

/**
 * Draws the target of a row labelled with the first class.
 * @param label the content in words, for screen readers
 * @param target one probability per class; of the first class alone where the model decides the rest
 * @param classes their names
 * @param colour of the method
 */
export function targetBars(
  label: string,
  target: readonly number[],
  classes: readonly string[],
  colour: string,
): PlotDescription {
  const bars = target.slice(0, mostBars).map((value, i) => ({ name: classes[i], value, from: i, to: i + 1 }));
  const options: PlotOptions = {
    width: 200,
    height: 96,
    marginLeft: 26,
    marginRight: 4,
    marginTop: 8,
    marginBottom: 8,
    x: { domain: [0, Math.max(2, Math.min(mostBars, classes.length))], axis: null },
    y: { domain: [0, 1], ticks: [0, 0.5, 1], tickSize: 0, label: null, grid: true },
    marks: [
      rectY(bars, { x1: "from", x2: "to", y1: 0, y2: "value", fill: colour, insetLeft: 1, insetRight: 1 }),
      ruleY([0], { stroke: "var(--soft)" }),
    ],
  };
  const rows = bars.map(({ name, value }) => [name, shortest(value)]);
  return { label, options, table: { columns: ["class", "target"], rows } };
}
