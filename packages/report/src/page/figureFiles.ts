// The plots of the report as files for papers and slides: SVG, each with its title, in light colours on white.
import type { Results } from "@softlabel/experiment/internal";
import { escapeText } from "../base/markup.ts";
import { lightPaper } from "../base/palette.ts";
import { legendOf, type LegendEntry } from "./legend.ts";
import { customProperties, plotsOf, standalone, type ReportPlot } from "./pagePlots.ts";

const titleSize = 12;
const lineHeight = 16;
const padding = 6;

/** About the width of a letter of the title. */
const letterWidth = 0.56 * titleSize;

/** Pieces in lines of at most so many letters. */
function linesOf<Piece>(pieces: readonly Piece[], lengthOf: (piece: Piece) => number, letters: number): Piece[][] {
  const lines: Piece[][] = [[]];
  let length = 0;
  for (const piece of pieces) {
    length += lengthOf(piece) + 1;
    if (length > letters + 1 && lines.at(-1)!.length > 0) {
      lines.push([]);
      length = lengthOf(piece) + 1;
    }
    lines.at(-1)!.push(piece);
  }
  return lines;
}

/** Lines of text, each on a line of its own, from `top` downwards. */
function textLines(lines: readonly string[], left: number, top: number, weight: number): string {
  return lines
    .map((line, i) => {
      const at = `x="${left}" y="${top + (i + 0.75) * lineHeight}"`;
      return `<text ${at} font-size="${titleSize}" font-weight="${weight}" fill="var(--ink)" text-anchor="start">${line}</text>`;
    })
    .join("");
}

function legendLines(entries: readonly LegendEntry[], letters: number): string[] {
  return linesOf(entries, ({ name }) => name.length + 4, letters).map((line) =>
    line
      .map(({ sign, colour, name }) => `<tspan fill="var(--${colour})">${sign}</tspan> ${escapeText(name)}`)
      .join("\u2003"),
  );
}

/** The plot with its title above and its legend below, in a larger view box. */
function framed({ svg, label }: ReportPlot, entries: readonly LegendEntry[]): string {
  const [, tag, body] = /^(<svg[^>]*>)(.*)<\/svg>$/s.exec(svg)!;
  const [left, top, width, height] = /viewBox="([^"]*)"/
    .exec(tag)![1]
    .split(/[\s,]+/)
    .map(Number);
  const letters = Math.floor(width / letterWidth);
  const title = linesOf(label.split(" "), (word) => word.length, letters).map((words) => escapeText(words.join(" ")));
  const legend = entries.length === 0 ? [] : legendLines(entries, letters);
  const [above, below] = [title, legend].map(({ length }) => length * lineHeight + padding);
  const box = { x: left - padding, y: top - above, width: width + 2 * padding, height: height + above + below };
  const sized = tag
    .replace(/viewBox="[^"]*"/, `viewBox="${Object.values(box).join(" ")}"`)
    .replace(/ width="[^"]*" height="[^"]*"/, ` width="${box.width}" height="${box.height}"`)
    .replace(/ class="plot"/, "");
  const sides = Object.entries(box).map(([name, value]) => `${name}="${value}"`);
  const paper = `<rect ${sides.join(" ")} fill="${lightPaper}"/>`;
  const texts = textLines(title, left, top - above + padding / 2, 600) + textLines(legend, left, top + height, 400);
  return `${sized}<title>${escapeText(label)}</title>${paper}${texts}${body}</svg>\n`;
}

/** A label as a file name of letters, digits and hyphens, which every program and LaTeX accepts. */
function fileName(label: string): string {
  const plain = label
    .normalize("NFKD")
    .replaceAll("α", "alpha")
    .replaceAll("β", "beta")
    .replaceAll("γ", "gamma")
    .replaceAll("λ", "lambda");
  const words = plain.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return words.slice(0, 100).replace(/^-+|-+$/g, "") || "plot";
}

/** Unique names: repeated ones get a number. */
function distinctNames(labels: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return labels.map((label) => {
    const name = fileName(label);
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name}-${times}`;
  });
}

/** Every plot of the report on `results`, in the order of its page (its text), as an SVG named for its content. */
export function figureFiles(results: Results, page: string): (readonly [name: string, svg: string])[] {
  const properties = customProperties(page);
  const plots = plotsOf(page);
  const names = distinctNames(plots.map(({ label }) => label));
  return plots.map((plot, i) => [names[i], standalone(framed(plot, legendOf(plot.svg, results)), properties)]);
}
