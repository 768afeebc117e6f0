// Draws a plot without a browser: one labelled SVG as text.
import { parseHTML } from "linkedom";
import { escapeText, Markup } from "../markup.ts";
import type { PlotDescription } from "./description.ts";
import { drawPlot, type PlotDocument, type PlotElement } from "./draw.ts";

const { document } = parseHTML("<!doctype html><html><body></body></html>") as unknown as {
  document: PlotDocument<PlotElement>;
};

const attributes = ["class", "role", "aria-label", "width", "height", "viewBox", "fill", "text-anchor"];

/** Coordinates to a tenth of a pixel; opacities and the text between the tags stay as they are. */
function roundCoordinates(svg: string): string {
  return svg.replace(/<[^>]*>/g, (tag) =>
    tag.replace(/(?<!opacity="[\d.]*)\d+\.\d{2,}/g, (number) => String(Number(Number(number).toFixed(1)))),
  );
}

/** The plot's SVG element as markup; its attributes are escaped here, because linkedom escapes only their quotes. */
export function renderPlot(description: PlotDescription): Markup {
  const svg = drawPlot(description, document);
  const written = attributes.map((name) => ` ${name}="${escapeText(svg.getAttribute(name) ?? "")}"`).join("");
  return new Markup(`<svg${written}>${roundCoordinates(svg.innerHTML)}</svg>`);
}
