// Compares a plot with the drawing and the table kept beside its test.
import { expect } from "vitest";
import type { PlotDescription } from "../base/plotDescription.ts";
import { nodeDocument } from "../nodeDocument.fixtures.ts";
import { writePlot } from "./draw.ts";

/** The SVG with one tag per line, followed by the rows of its table in a comment. */
function written(plot: PlotDescription): string {
  const { columns, rows } = plot.table;
  const table = [columns, ...rows].map((row) => row.join(" | "));
  return [writePlot(plot, nodeDocument).replaceAll("><", ">\n<"), "<!--", ...table, "-->", ""].join("\n");
}

/** Fails if drawing or table differ from `snapshots/<name>.svg`; `vitest -u` rewrites them. */
export async function expectSnapshot(name: string, plot: PlotDescription): Promise<void> {
  await expect(written(plot)).toMatchFileSnapshot(`snapshots/${name}.svg`);
}
