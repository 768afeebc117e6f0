// The plots of the report as pictures of a run of their own.
import type { Results } from "@softlabel/experiment/internal";
import { customProperties, plotsOf, renderReport } from "@softlabel/report/internal/page";
import type { ValueDraft } from "./eventMessages.ts";
import { rasterise } from "./rasterise.ts";
import { appendEvents, clearRun, openRun } from "./runFile.ts";
import { imageValue } from "./values.ts";

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
