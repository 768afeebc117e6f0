// The document that tests draw plots into, in Node.
import { parseHTML } from "linkedom";
import type { Results } from "@softlabel/experiment/internal";
import type { Markup } from "./base/markup.ts";
import { renderReport } from "./page/report.ts";
import { writePlot } from "./plots/draw.ts";
import type { PlotDocument, PlotElement } from "./base/plotDocument.ts";

export const { document: nodeDocument } = parseHTML("<html></html>") as unknown as {
  document: PlotDocument<PlotElement>;
};

/** The text of the report's page. */
export const reportText = (results: Results): string => renderReport(results, nodeDocument);

/** Markup with its plots drawn. */
export const markupText = (markup: Markup | undefined): string =>
  markup?.write((plot) => writePlot(plot, nodeDocument)) ?? "";
