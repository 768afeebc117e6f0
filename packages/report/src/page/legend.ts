// Names for the colours of a plot that stands alone, without the legend of its section.
import type { Results } from "@softlabel/experiment/internal";
import { comparedMethods } from "../tables/choices.ts";

/** One name, with the sign and the colour that it has in the plot. */
export interface LegendEntry {
  readonly sign: string;
  /** A custom property, without its dashes. */
  readonly colour: string;
  readonly name: string;
}

/** The shapes of classes, as in the report's own legend. */
const classSigns = ["●", "▲", "■"];

/** The indices of the properties `--<name>-0`, … that the plot uses, in order. */
function used(svg: string, name: "method" | "class"): number[] {
  const found = [...svg.matchAll(new RegExp(`var\\(--${name}-(\\d+)\\)`, "g"))].map(([, index]) => Number(index));
  return [...new Set(found)].sort((a, b) => a - b);
}

function methodEntries(svg: string, results: Results): LegendEntry[] {
  const names = comparedMethods(results).map(({ method }) => method);
  const entries = used(svg, "method").flatMap((k) =>
    k < names.length ? [{ sign: "■", colour: `method-${k}`, name: names[k] }] : [],
  );
  return entries.length < 2 ? [] : entries;
}

function classEntries(svg: string, { methods, data }: Results): LegendEntry[] {
  const classes = methods.find(({ projection }) => projection !== null)?.projection?.classes ?? [];
  return used(svg, "class").flatMap((k) =>
    k < classes.length ? [{ sign: classSigns[k], colour: `class-${k}`, name: data.classes[classes[k]] }] : [],
  );
}

/** The legend of a plot's colours; empty where only one method is drawn. */
export function legendOf(svg: string, results: Results): LegendEntry[] {
  return [...methodEntries(svg, results), ...classEntries(svg, results)];
}
