// The report's plots and tables as files, for --figures and --table.
import path from "node:path";
import { checkName, counted } from "@softlabel/core/internal";
import { type Results } from "@softlabel/experiment/internal";
import { writeWhole } from "../folder/files.ts";
import type { TableFormat } from "@softlabel/report/internal/page";

/** The formats as commander gives them. */
export interface ExportOptions {
  readonly figures?: string;
  readonly table?: string;
}

/** Four times the pixels of the plot: 300 to the inch at a third of a page's width. */
const density = 288;

/** From the SVG of a figure to each format. */
const figureFormats: Readonly<Record<string, (svg: string) => Promise<string | Uint8Array>>> = {
  svg: (svg) => Promise.resolve(svg),
  png: async (svg) => (await import("sharp")).default(Buffer.from(svg), { density }).png().toBuffer(),
};

/** The formats of figures. */
export const figureFormatNames = Object.keys(figureFormats);

/** The formats of tables. */
export const tableFormatNames: readonly TableFormat[] = ["latex", "markdown", "csv"];

/** Refuses unknown formats before anything is read. */
export function checkExport({ figures, table }: ExportOptions): void {
  if (figures !== undefined) checkName("--figures", "the format", figures, figureFormatNames);
  if (table !== undefined) checkName("--table", "the format", table, tableFormatNames);
}

/** A file, by its path below the folder. */
type NamedFile = readonly [name: string, content: string | Uint8Array];

function writeInto(folder: string, what: string, files: readonly NamedFile[]): string {
  for (const [name, content] of files) writeWhole(path.join(folder, what, name), content);
  const title = `${what[0].toUpperCase()}${what.slice(1)}:`;
  return `${title.padEnd(9)}${path.join(folder, what)} (${counted(files.length, "file")})\n`;
}

async function drawFigures(results: Results, format: string): Promise<NamedFile[]> {
  // Plots take a third of a second to import.
  const { figureFiles } = await import("@softlabel/report/internal/page");
  const { reportPage } = await import("../run/reportPage.ts");
  const files: NamedFile[] = [];
  for (const [name, svg] of figureFiles(results, reportPage(results)))
    files.push([`${name}.${format}`, await figureFormats[format](svg)]);
  return files;
}

/**
 * Writes the requested files.
 * @returns lines that say where they are
 */
export async function exportReport(
  folder: string,
  results: Results,
  { figures, table }: ExportOptions,
): Promise<string> {
  const lines: string[] = [];
  if (figures !== undefined) lines.push(writeInto(folder, "figures", await drawFigures(results, figures)));
  if (table !== undefined) {
    const { tableFiles } = await import("@softlabel/report/internal/page");
    lines.push(writeInto(folder, "tables", tableFiles(results, table as TableFormat)));
  }
  return lines.join("");
}
