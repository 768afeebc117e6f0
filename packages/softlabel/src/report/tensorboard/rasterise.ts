// Plots as pictures: an SVG of the report drawn as a PNG, in the report's light colours on white.
import sharp from "sharp";
import { lightPaper } from "../palette.ts";
import type { Picture } from "./values.ts";

/** Twice the pixels of the plot, for sharp screens. */
const density = 144;

/** The custom properties that a page declares; the first declaration counts, which is for light paper. */
export function customProperties(page: string): ReadonlyMap<string, string> {
  const declarations = [...page.matchAll(/--([\w-]+): ([^;}]+)[;}]/g)];
  return new Map(declarations.reverse().map(([, name, value]) => [name, value]));
}

/** The plot as an SVG document of its own, which has no style sheet to take font and colours from. */
function standalone(svg: string, properties: ReadonlyMap<string, string>): string {
  const attributes = `xmlns="http://www.w3.org/2000/svg" font-family="sans-serif" font-size="11" color="var(--soft)"`;
  const whole = svg.replace("<svg", `<svg ${attributes}`).replaceAll("&nbsp;", "&#160;");
  return whole.replace(/var\(--([\w-]+)\)/g, (_, name: string) => properties.get(name) ?? "currentColor");
}

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
