// The plots of the report as pictures of a run of their own.
import type { Results } from "../../experiment/records/results.ts";
import { unescapeText } from "../markup.ts";
import { renderReport } from "../report.ts";
import type { ValueDraft } from "./eventMessages.ts";
import { customProperties, rasterise } from "./rasterise.ts";
import { appendEvents, clearRun, openRun } from "./runFile.ts";
import { imageValue } from "./values.ts";

/** A plot of the report and what it shows, in words. */
export interface ReportPlot {
  readonly label: string;
  readonly svg: string;
}

const plotElement = /<svg class="plot"[^>]*? aria-label="(?<label>[^"]*)"[^>]*>.*?<\/svg>/gs;

/** Every plot of the report, in the order of the page; where a label occurs again, it gets a number. */
export function plotsOf(report: string): ReportPlot[] {
  const seen = new Map<string, number>();
  return [...report.matchAll(plotElement)].map(([svg, escaped]) => {
    const label = unescapeText(escaped);
    const times = (seen.get(label) ?? 0) + 1;
    seen.set(label, times);
    return { svg, label: times === 1 ? label : `${label} (${times})` };
  });
}

/** Replaces the pictures of the run by the plots of a report on `results`. */
export async function writePlots(run: string, results: Results): Promise<void> {
  const report = renderReport(results);
  const properties = customProperties(report);
  const values: ValueDraft[] = [];
  for (const { svg, label } of plotsOf(report)) values.push(imageValue(label, await rasterise(svg, properties)));
  const wallTime = Date.now() / 1000;
  clearRun(run);
  const { file } = openRun({ folder: run, identity: "plots", startSeconds: wallTime });
  appendEvents(
    file,
    values.map((value) => ({ wallTime, summary: { values: [value] } })),
  );
}
