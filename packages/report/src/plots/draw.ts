// Draws a plot into a document, a page's own or one made in Node, and writes it as text.
import { plot, type PlotOptions } from "@observablehq/plot";
import { escapeText } from "../base/markup.ts";
import type { PlotDescription } from "../base/plotDescription.ts";
import type { PlotDocument, PlotElement } from "../base/plotDocument.ts";

/** Attributes that Observable Plot sets for its own style sheet. */
const ownStyle = ["font-family", "font-size"];

/**
 * Draws a plot.
 * @param description what to draw
 * @param document the document in which the element is made
 * @returns one SVG element, not yet in the page, that a screen reader announces as one image; its font comes from the page's style sheet
 */
export function drawPlot<Element extends PlotElement>(
  { label, options }: PlotDescription,
  document: PlotDocument<Element>,
): Element {
  const drawn = { color: { type: "identity" }, ...options, document } as PlotOptions;
  const svg = plot(drawn) as unknown as Element;
  for (const style of [...svg.querySelectorAll("style")]) style.remove();
  for (const part of svg.querySelectorAll("[aria-label]")) part.removeAttribute("aria-label");
  for (const name of ownStyle) svg.removeAttribute(name);
  svg.setAttribute("class", "plot");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", label);
  return svg;
}

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
