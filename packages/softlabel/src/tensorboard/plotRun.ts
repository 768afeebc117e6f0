// The plots of the report as PNG images, in a run of their own.
import sharp from "sharp";
import type { Results } from "@softlabel/experiment/internal";
import { lightPaper } from "@softlabel/report/internal";
import { customProperties, plotsOf, standalone } from "@softlabel/report/internal/page";
import { reportPage } from "../run/reportPage.ts";
import type { ValueDraft } from "./eventMessages.ts";
import { appendEvents, clearRun, openRun } from "./runFile.ts";
import { imageValue, type PngImage } from "./values.ts";

/** Twice the pixels of the plot, for sharp screens. */
const density = 144;

/**
 * Draws a plot of the report, an SVG element, in light colours on white.
 * @param properties custom properties of the report's page
 */
export async function rasterise(svg: string, properties: ReadonlyMap<string, string>): Promise<PngImage> {
  const drawn = sharp(Buffer.from(standalone(svg, properties)), { density });
  const flat = drawn.flatten({ background: lightPaper }).png();
  const { data, info } = await flat.toBuffer({ resolveWithObject: true });
  return { png: data, width: info.width, height: info.height };
}

/** Replaces the images of the run with the plots of a report on `results`. */
export async function writePlots(run: string, results: Results): Promise<void> {
  const report = reportPage(results);
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
