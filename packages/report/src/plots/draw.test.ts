// Tests that a plot is drawn into any document that is handed in.
import { parseHTML } from "linkedom";
import { expect, it } from "vitest";
import { drawPlot } from "./draw.ts";
import type { PlotDocument, PlotElement } from "../base/plotDocument.ts";
import { targetBars } from "./targetBars.ts";

it("gives an element of that document, labelled and without a style of its own", () => {
  const { document } = parseHTML("<html><body></body></html>") as unknown as {
    document: PlotDocument<PlotElement & { readonly ownerDocument: unknown }>;
  };
  const svg = drawPlot(targetBars('Target of "smooth"', [0.9, 0.1], ["cat", "dog"], "red"), document);
  expect(svg.ownerDocument).toBe(document);
  expect([svg.getAttribute("role"), svg.getAttribute("aria-label")]).toEqual(["img", 'Target of "smooth"']);
  expect([...svg.querySelectorAll("style, [aria-label]")]).toHaveLength(0);
});
