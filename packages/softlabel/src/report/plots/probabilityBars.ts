// The probabilities that each method gives to a few classes: one group of bars a class.
import { rectX, ruleX, text } from "@observablehq/plot";
import { probability, shorten } from "../format.ts";
import { renderPlot } from "./render.ts";

/** One class of the plot; `values` has one probability a method. */
export interface ClassRow {
  readonly name: string;
  readonly trueLabel: boolean;
  readonly values: readonly number[];
}

const longestName = 15;
const groupGap = 9;

/**
 * Draws horizontal bars from 0 to 1, the bars of one class together, in the order of the methods.
 * @param label what is shown, for a screen reader
 * @param rows the classes, from top to bottom
 * @param colours of the methods
 * @param nameLength characters to leave room for, so that the plots of a page line up
 * @returns an SVG element; the name of the true class is bold
 */
export function probabilityBars(
  label: string,
  rows: readonly ClassRow[],
  colours: readonly string[],
  nameLength: number,
): string {
  const thickness = colours.length > 4 ? 6 : 9;
  const group = colours.length * thickness + groupGap;
  const bars = rows.flatMap(({ values }, i) =>
    values.map((value, j) => ({
      value,
      colour: colours[j],
      top: i * group + j * thickness,
      bottom: i * group + (j + 1) * thickness - 1,
      middle: i * group + (j + 0.5) * thickness - 0.5,
    })),
  );
  const names = rows.map((row, i) => ({ ...row, middle: i * group + (group - groupGap) / 2 }));
  const height = rows.length * group - groupGap;
  const name = {
    x: 0,
    y: "middle",
    text: (row: ClassRow) => shorten(row.name, longestName),
    textAnchor: "end",
    dx: -7,
  } as const;
  return renderPlot(label, {
    width: 300,
    height: height + 6,
    marginLeft: 12 + 6.2 * Math.min(longestName, nameLength),
    marginRight: 34,
    marginTop: 3,
    marginBottom: 3,
    x: { domain: [0, 1], axis: null },
    y: { domain: [0, height], reverse: true, axis: null },
    marks: [
      rectX(bars, { x1: 0, x2: "value", y1: "top", y2: "bottom", fill: "colour" }),
      ruleX([0], { stroke: "var(--soft)" }),
      text(names.filter((row) => !row.trueLabel), { ...name, fill: "var(--soft)" }), // prettier-ignore
      text(names.filter((row) => row.trueLabel), { ...name, fill: "var(--ink)", fontWeight: 700 }), // prettier-ignore
      text(colours.length > 4 ? [] : bars, {
        x: "value",
        y: "middle",
        text: (bar: { value: number }) => probability(bar.value),
        textAnchor: "start",
        dx: 4,
        fontSize: 9,
        fill: "var(--soft)",
      }),
    ],
  });
}
