// The description of a data set as text.
import { grouped } from "@softlabel/core/internal";
import type { DatasetDescription, ExampleDescription } from "./describeDataset.ts";
import type { DuplicateReport, RowPlace } from "./duplicates.ts";
import { thumbnailSide } from "./thumbnails.ts";

const shownClasses = 20;

/** From dark to light. */
const shades = " .:-=+*#%@";

/** Four significant digits: 73.97, 0.5, 12345. */
const short = (value: number): string => String(Number(value.toPrecision(4)));

/** A text of a width: cut, or filled up with spaces. */
const fitted = (text: string, width: number): string => [...text].slice(0, width).join("").padEnd(width);

const partWords = { train: "training", validation: "validation", test: "test" } as const;

function sizeLine({ parts, shape, image, classes }: DatasetDescription): string {
  const rows = parts.map(({ part, rows }) => `${grouped(rows)} ${partWords[part]}`).join(" + ");
  const pixels = image && `${image.width} × ${image.height} ${image.channels === 1 ? "grey" : "colour"} images`;
  return `${rows} ${pixels ?? `rows of ${shape.join(" × ")} numbers`}, ${classes.length} classes`;
}

function valueLine({ values }: DatasetDescription): string {
  const { least, greatest, mean, standardDeviation, notFinite } = values;
  const wrong = notFinite === 0 ? "" : `; ${grouped(notFinite)} are not finite numbers`;
  return `values from ${short(least)} to ${short(greatest)}, mean ${short(mean)}, standard deviation ${short(standardDeviation)}${wrong}`;
}

/** One line per class, with its rows in each part. */
function classLines({ classes, parts }: DatasetDescription): string[] {
  const width = Math.min(40, Math.max(...classes.map(({ name }) => [...name].length), "class".length));
  const line = (name: string, cells: readonly string[]): string =>
    [fitted(name, width), ...cells.map((cell) => cell.padStart(10))].join("  ");
  const lines = classes.slice(0, shownClasses).map(({ name, rows }) => line(name, rows.map(grouped)));
  const more = classes.length > shownClasses ? [`and ${classes.length - shownClasses} more classes`] : [];
  return [
    line(
      "class",
      parts.map(({ part }) => part),
    ),
    ...lines,
    ...more,
  ];
}

/** A thumbnail as characters, two rows of cells a line, since characters are about twice as high as wide. */
function drawThumbnail(cells: readonly number[]): string[] {
  return Array.from({ length: thumbnailSide / 2 }, (_, line) =>
    Array.from({ length: thumbnailSide }, (_, x) => {
      const lightness = (cells[2 * line * thumbnailSide + x] + cells[(2 * line + 1) * thumbnailSide + x]) / 2;
      return shades[Math.min(shades.length - 1, Math.floor((lightness / 256) * shades.length))];
    }).join(""),
  );
}

/** Images side by side under the names of their classes. */
function pictureLines(examples: readonly ExampleDescription[]): string[] {
  const names = examples.map((example) => fitted(example.class, thumbnailSide));
  const images = examples.map(({ thumbnail = [] }) => drawThumbnail(thumbnail));
  return [names, ...images[0].map((_, line) => images.map((image) => image[line]))].map((row) => row.join("  "));
}

function exampleLines({ examples, image, shape }: DatasetDescription): string[] {
  if (image !== undefined && examples.some(({ thumbnail }) => thumbnail)) return pictureLines(examples);
  const size = shape.reduce((product, length) => product * length, 1);
  return examples.map(({ row, class: name, values }) => {
    const shown = values.slice(0, 8).map(short).join(", ");
    return `row ${row}, ${name}: ${shown}${size > 8 ? ", …" : ""}`;
  });
}

/** "train 5 (cat) = test 7 (dog)" */
function groupLine(group: readonly RowPlace[], classes: DatasetDescription["classes"]): string {
  const places = group.slice(0, 4).map(({ part, row, label }) => `${part} ${row} (${classes[label].name})`);
  const more = group.length > 4 ? ` and ${grouped(group.length - 4)} more` : "";
  return `  ${places.join(" = ")}${more}`;
}

function duplicateLines(how: string, report: DuplicateReport, classes: DatasetDescription["classes"]): string[] {
  if (report.repeats === 0) return [`No row repeats another ${how}.`];
  const repeated = report.repeats === 1 ? "1 row repeats" : `${grouped(report.repeats)} rows repeat`;
  const conflicts = report.conflicting > 0 ? ` ${grouped(report.conflicting)} such rows differ in their labels.` : "";
  const leaked = report.leaked === 1 ? "1 test row occurs" : `${grouped(report.leaked)} test rows occur`;
  const leaks = report.leaked > 0 ? ` ${leaked} in training.` : "";
  const examples = report.examples.map((group) => groupLine(group, classes));
  return [`${repeated} another ${how}.${conflicts}${leaks}`, ...examples];
}

/** The description as text: sizes, classes, examples, rows that are the same, notes. */
export function renderDescription(description: DatasetDescription): string {
  const { title, name, classes, duplicates, nearDuplicates, notes } = description;
  const repeats = duplicateLines("exactly", duplicates, classes);
  const near = nearDuplicates === undefined ? [] : duplicateLines("nearly", nearDuplicates, classes);
  const blocks = [
    [name === title ? title : `${title} (${name})`, sizeLine(description), valueLine(description)],
    classLines(description),
    exampleLines(description),
    [...repeats, ...near],
    notes,
  ];
  const shown = blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => line.trimEnd()).join("\n"));
  return `${shown.join("\n\n")}\n`;
}
