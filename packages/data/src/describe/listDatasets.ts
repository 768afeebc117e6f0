// The named data sets, for people and programs.
import { formatValue } from "@softlabel/core/internal";
import { datasetTable } from "../named/datasetTable.ts";

/** A parameter that may follow a name: `blobs:classes=5`. */
interface ListedParameter {
  readonly name: string;
  readonly default: string;
  readonly help: string;
}

/** A named data set. */
export interface ListedDataset {
  readonly name: string;
  readonly title: string;
  readonly kind: "generated" | "download";
  readonly help: string;
  readonly parameters: readonly ListedParameter[];
}

/** Every named data set; plain JSON. */
export function listDatasets(): ListedDataset[] {
  return datasetTable.map(({ name, title, kind, help, parameters }) => ({
    name,
    title,
    kind,
    help,
    parameters: parameters.map((row) => ({ name: row.name, default: formatValue(row.default), help: row.help })),
  }));
}

/** The list as text, with the parameters of each set. */
export function renderDatasets(): string {
  const sets = listDatasets();
  const width = Math.max(...sets.map(({ name }) => name.length));
  const lines = sets.flatMap(({ name, title, help, parameters }) => [
    `${name.padEnd(width)}  ${title}`,
    `${" ".repeat(width)}  ${help}`,
    `${" ".repeat(width)}  ${parameters.map((parameter) => `${parameter.name}=${parameter.default}`).join(" ")}`,
  ]);
  return `${lines.join("\n")}\n`;
}
