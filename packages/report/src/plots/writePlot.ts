// Writes a plot as text: one labelled SVG element.
import { escapeText } from "../base/markup.ts";
import type { PlotDescription } from "../base/plotDescription.ts";
import { drawPlot, type PlotDocument, type PlotElement } from "./draw.ts";

const attributes = ["class", "role", "aria-label", "width", "height", "viewBox", "fill", "text-anchor"];

/** Coordinates to a tenth of a pixel; opacities and the text between the tags stay as they are. */
function roundCoordinates(svg: string): string {
  return svg.replace(/<[^>]*>/g, (tag) =>
    tag.replace(/(?<!opacity="[\d.]*)\d+\.\d{2,}/g, (number) => String(Number(Number(number).toFixed(1)))),
  );
}

/**
 * Writes a plot as the text of an SVG element. Its attributes are escaped here, because not every document does so.
 * @param document where the element is made: the page's, or in Node that of linkedom
 */
export function writePlot(description: PlotDescription, document: PlotDocument<PlotElement>): string {
  const svg = drawPlot(description, document);
  const written = attributes.map((name) => ` ${name}="${escapeText(svg.getAttribute(name) ?? "")}"`).join("");
  return `<svg${written}>${roundCoordinates(svg.innerHTML)}</svg>`;
}
