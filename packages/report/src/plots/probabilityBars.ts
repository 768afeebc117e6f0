// Predicted probabilities of a few classes: one group of bars per class.
import { rectX, ruleX, text, type PlotOptions } from "@observablehq/plot";
import { probability, shorten } from "../base/format.ts";
import type { PlotDescription } from "../base/plotDescription.ts";

/** One class of the plot; `values` has one probability per method. */
export interface ClassRow {
  readonly name: string;
  readonly trueLabel: boolean;
  readonly values: readonly number[];
}

const longestName = 15;
const groupGap = 9;
/** Of more methods than this the bars are too thin for numbers. */
const mostWritten = 4;

const besideZero = {
  x: 0,
  y: "middle",
  text: (row: ClassRow) => shorten(row.name, longestName),
  textAnchor: "end",
  dx: -7,
} as const;

const behindBar = {
  x: "value",
  y: "middle",
  text: (bar: { readonly value: number }) => probability(bar.value),
  textAnchor: "start",
  dx: 4,
  fontSize: 9,
  fill: "var(--soft)",
} as const;

/** Where bars and names stand, in pixels from the top. */
function layOut(rows: readonly ClassRow[], colours: readonly string[]) {
  const thickness = colours.length > mostWritten ? 6 : 9;
  const group = colours.length * thickness + groupGap;
  const bars = rows.flatMap(({ values }, i) =>
    values.map((value, j) => {
      const top = i * group + j * thickness;
      return { value, colour: colours[j], top, bottom: top + thickness - 1, middle: top + (thickness - 1) / 2 };
    }),
  );
  const names = rows.map((row, i) => ({ ...row, middle: i * group + (group - groupGap) / 2 }));
  return { bars, names, height: rows.length * group - groupGap };
}

/**
 * Draws horizontal bars from 0 to 1, grouped by class, in the order of the methods.
 * @param label the content in words, for screen readers
 * @param rows the classes, from top to bottom
 * @param colours of the methods
 * @param nameLength characters to leave room for, so that the plots of a page line up
 * @param methods their names, for the table
 * @returns bars beside the names of the classes, that of the true class bold
 */
export function probabilityBars(
  label: string,
  rows: readonly ClassRow[],
  colours: readonly string[],
  nameLength: number,
  methods: readonly string[],
): PlotDescription {
  const { bars, names, height } = layOut(rows, colours);
  const options: PlotOptions = {
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
      text(
        names.filter((row) => !row.trueLabel),
        { ...besideZero, fill: "var(--soft)" },
      ),
      text(
        names.filter((row) => row.trueLabel),
        { ...besideZero, fill: "var(--ink)", fontWeight: 700 },
      ),
      text(colours.length > mostWritten ? [] : bars, behindBar),
    ],
  };
  const table = rows.map(({ name, trueLabel, values }) => [
    trueLabel ? `${name} (true)` : name,
    ...values.map(probability),
  ]);
  return { label, options, table: { columns: ["class", ...methods], rows: table } };
}
