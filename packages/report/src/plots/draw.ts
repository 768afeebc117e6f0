// Draws a plot into a document: a page's own, or one made in Node.
import { plot, type PlotOptions } from "@observablehq/plot";
import type { PlotDescription } from "../base/plotDescription.ts";

/** What is used of an SVG element. */
export interface PlotElement {
  readonly innerHTML: string;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  remove(): void;
  querySelectorAll(selector: string): Iterable<PlotElement>;
}

/** A document that elements can be made in. */
export interface PlotDocument<Element extends PlotElement> {
  createElementNS(namespace: "http://www.w3.org/2000/svg", name: "svg" | "path"): Element;
}

/** What Observable Plot sets for a style sheet of its own. */
const ownStyle = ["font-family", "font-size"];

/**
 * Draws a plot.
 * @param description what to draw
 * @param document the document in which the element is made
 * @returns one SVG element, in no page yet, that a screen reader announces as a single picture; the page's style sheet gives it its font
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
