// Plots as pictures: an SVG of the report drawn as a PNG, in the report's light colours on white.
import sharp from "sharp";
import { lightPaper } from "../palette.ts";
import { styleSheet } from "../style.ts";
import type { Picture } from "./values.ts";

/** Twice the pixels of the plot, for sharp screens. */
const density = 144;

/** The custom properties of the style sheet; the first to be declared are the light ones. */
const properties = new Map(
  [...styleSheet.matchAll(/--([\w-]+): ([^;}]+)[;}]/g)].reverse().map(([, name, value]) => [name, value]),
);

/** Puts what a custom property stands for in its place. */
function resolveColours(svg: string): string {
  return svg.replace(/var\(--([\w-]+)\)/g, (_, name: string) => properties.get(name) ?? "currentColor");
}

/** The plot as an SVG document of its own, which has no style sheet to take font and colours from. */
function standalone(svg: string): string {
  const attributes = `xmlns="http://www.w3.org/2000/svg" font-family="sans-serif" font-size="11" color="var(--soft)"`;
  return resolveColours(svg.replace("<svg", `<svg ${attributes}`)).replaceAll("&nbsp;", "&#160;");
}

/** Draws the element that a plot of the report is. */
export async function rasterise(svg: string): Promise<Picture> {
  const drawn = sharp(Buffer.from(standalone(svg)), { density })
    .flatten({ background: lightPaper })
    .png();
  const { data, info } = await drawn.toBuffer({ resolveWithObject: true });
  return { png: data, width: info.width, height: info.height };
}
