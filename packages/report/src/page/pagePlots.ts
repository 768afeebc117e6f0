// The plots of a report's page, and each as an SVG document of its own.
import { unescapeText } from "../base/markup.ts";

/** A plot of the report and its label. */
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

/** The custom properties that a page declares; the first declaration counts, which is for light paper. */
export function customProperties(page: string): ReadonlyMap<string, string> {
  const declarations = [...page.matchAll(/--([\w-]+): ([^;}]+)[;}]/g)];
  return new Map(declarations.reverse().map(([, name, value]) => [name, value]));
}

/** The plot as an SVG document of its own, which has no style sheet to take font and colours from. */
export function standalone(svg: string, properties: ReadonlyMap<string, string>): string {
  const attributes = `xmlns="http://www.w3.org/2000/svg" font-family="sans-serif" font-size="11" color="var(--soft)"`;
  const whole = svg.replace("<svg", `<svg ${attributes}`).replaceAll("&nbsp;", "&#160;");
  return whole.replace(/var\(--([\w-]+)\)/g, (_, name: string) => properties.get(name) ?? "currentColor");
}
