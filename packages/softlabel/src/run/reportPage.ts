// The report's page as text, drawn without a browser.
import { parseHTML } from "linkedom";
import type { Results } from "@softlabel/experiment/internal";
import { renderReport, type PlotDocument, type PlotElement } from "@softlabel/report";

/** The text of report.html. */
export function reportPage(results: Results): string {
  const { document } = parseHTML("<html></html>") as unknown as { document: PlotDocument<PlotElement> };
  return renderReport(results, document);
}
