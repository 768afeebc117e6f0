// What --figures and --table ask for: the report's plots and tables as files in the folder.
import path from "node:path";
import { checkName } from "@softlabel/core";
import { counted, type Results, writeWhole } from "@softlabel/experiment/internal";
import type { FigureFormat, TableFormat } from "@softlabel/report/page";

/** The formats as commander gives them. */
export interface ExportOptions {
  readonly figures?: string;
  readonly table?: string;
}

/** The formats of figures. */
export const figureFormatNames: readonly FigureFormat[] = ["svg", "png"];

/** The formats of tables. */
export const tableFormatNames: readonly TableFormat[] = ["latex", "markdown", "csv"];

/** Refuses formats that there are not, before anything is read. */
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

/**
 * Writes the files that were asked for.
 * @returns lines that say where they are
 */
export async function exportReport(
  folder: string,
  results: Results,
  { figures, table }: ExportOptions,
): Promise<string> {
  const lines: string[] = [];
  // Plots take a third of a second to import.
  if (figures !== undefined) {
    const { figureFiles } = await import("@softlabel/report/page");
    lines.push(writeInto(folder, "figures", await figureFiles(results, figures as FigureFormat)));
  }
  if (table !== undefined) {
    const { tableFiles } = await import("@softlabel/report/page");
    lines.push(writeInto(folder, "tables", tableFiles(results, table as TableFormat)));
  }
  return lines.join("");
}
