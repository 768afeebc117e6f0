// Confusion matrix: one square per pair of classes, darker where it is more frequent.
import { grouped } from "@softlabel/core/internal";
import { cell, text, type PlotOptions } from "@observablehq/plot";
import { shorten, wholePercentNumber } from "../base/format.ts";
import type { PlotDescription } from "../base/plotDescription.ts";

interface Cell {
  readonly label: string;
  readonly predicted: string;
  readonly share: number;
  readonly right: boolean;
}

const longestName = 13;

/** Shares below 0.5 % are left blank. */
const least = 0.005;

/** Shortened names that remain unique. */
function axisNames(classes: readonly string[]): string[] {
  const short = classes.map((name) => shorten(name, longestName));
  return short.map((name, k) => (short.indexOf(name) === k ? name : `${shorten(name, longestName - 4)} ${k + 1}`));
}

function cellsOf(counts: readonly (readonly number[])[], names: readonly string[]): Cell[] {
  return counts.flatMap((row, label) => {
    const total = row.reduce((sum, own) => sum + own, 0);
    return row.flatMap((own, predicted) =>
      own / total < least
        ? []
        : [{ label: names[label], predicted: names[predicted], share: own / total, right: label === predicted }],
    );
  });
}

/** Even the darkest square leaves its number readable. */
const opacity = ({ share }: Cell): number => Number((0.58 * Math.sqrt(share)).toFixed(2));

/** The share in whole per cent. */
const written = ({ share }: Cell): string => wholePercentNumber(Math.round(100 * share) / 100);

/**
 * Draws one row per true class and one column per predicted class, with the per cent of the row in each square.
 * @param label the content in words, for screen readers
 * @param counts how often class `row` was predicted as class `column`
 * @param classes their names
 * @param colour of the method
 */
export function confusionMatrix(
  label: string,
  counts: readonly (readonly number[])[],
  classes: readonly string[],
  colour: string,
): PlotDescription {
  const names = axisNames(classes);
  const cells = cellsOf(counts, names);
  const room = Math.round(14 + 6.2 * Math.max(...names.map((name) => [...name].length)));
  const below = Math.round(0.75 * room);
  const size = Math.max(150, Math.min(330, 34 * classes.length));
  const place = { x: "predicted", y: "label" } as const;
  const number = { ...place, text: written, fontSize: classes.length > 12 ? 8 : 10, fill: "var(--ink)" } as const;
  const options: PlotOptions = {
    width: size + room + 8,
    height: size + below + 8,
    marginLeft: room,
    marginRight: 8,
    marginTop: 8,
    marginBottom: below,
    x: { domain: names, tickSize: 0, tickRotate: -45, label: null, padding: 0.04 },
    y: { domain: names, tickSize: 0, label: null, padding: 0.04 },
    marks: [
      cell(cells, { ...place, fill: colour, fillOpacity: opacity }),
      text(
        cells.filter(({ right }) => !right),
        number,
      ),
      text(
        cells.filter(({ right }) => right),
        { ...number, fontWeight: 700 },
      ),
    ],
  };
  const rows = counts.map((row, k) => [classes[k], ...row.map((own) => grouped(own))]);
  return { label, options, table: { columns: ["label", ...classes.map((name) => `as ${name}`)], rows } };
}
