// Draws a plot without a browser: Observable Plot's marks in, one labelled SVG as text out.
import { plot, type PlotOptions } from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { escapeText } from "../markup.ts";

interface SvgElement {
  readonly innerHTML: string;
  getAttribute(name: string): string | null;
  removeAttribute(name: string): void;
  remove(): void;
  querySelectorAll(selector: string): Iterable<SvgElement>;
}

const { document } = parseHTML("<!doctype html><html><body></body></html>") as unknown as { document: object };

/** Coordinates to a hundredth of a pixel; text between the tags stays as it is. */
function roundCoordinates(svg: string): string {
  return svg.replace(/<[^>]*>/g, (tag) =>
    tag.replace(/\d+\.\d{3,}/g, (number) => String(Number(Number(number).toFixed(2)))),
  );
}

/**
 * Renders a plot as one SVG element that a screen reader announces as a single picture.
 * @param label what the picture shows, in words
 * @param options Observable Plot's options; colours are CSS custom properties, so that the page decides between light and dark
 * @returns the text of the element; the page's style sheet gives it its font
 */
export function renderPlot(label: string, options: PlotOptions): string {
  const drawn = { color: { type: "identity" }, ...options, document } as PlotOptions;
  const svg = plot(drawn) as unknown as SvgElement;
  for (const style of svg.querySelectorAll("style")) style.remove();
  for (const group of svg.querySelectorAll("g[aria-label]")) group.removeAttribute("aria-label");
  const size = ["width", "height", "viewBox"].map((name) => ` ${name}="${svg.getAttribute(name)}"`).join("");
  const start = `<svg class="plot" role="img" aria-label="${escapeText(label)}"${size} fill="currentColor" text-anchor="middle">`;
  return `${start}${roundCoordinates(svg.innerHTML)}</svg>`;
}
