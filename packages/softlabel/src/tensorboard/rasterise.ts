// Plots as pictures: an SVG of the report drawn as a PNG, in the report's light colours on white.
import sharp from "sharp";
import { lightPaper } from "@softlabel/report/internal";
import { standalone } from "@softlabel/report/internal/page";
import type { Picture } from "./values.ts";

/** Twice the pixels of the plot, for sharp screens. */
const density = 144;

/**
 * Draws the element that a plot of the report is.
 * @param properties the custom properties of the report's page
 */
export async function rasterise(svg: string, properties: ReadonlyMap<string, string>): Promise<Picture> {
  const drawn = sharp(Buffer.from(standalone(svg, properties)), { density });
  const flat = drawn.flatten({ background: lightPaper }).png();
  const { data, info } = await flat.toBuffer({ resolveWithObject: true });
  return { png: data, width: info.width, height: info.height };
}
