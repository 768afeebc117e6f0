// Tables as text: LaTeX with booktabs, Markdown, CSV.
import { dash } from "../base/format.ts";
import type { Results } from "@softlabel/experiment/internal";
import { exportedTables, type ExportedTable } from "./exportedTable.ts";

const inColumn = ({ heading, unit }: { readonly heading: string; readonly unit: string }): string =>
  unit === "" ? heading : `${heading} (${unit})`;

const latexCharacters: Readonly<Record<string, string>> = {
  "\\": String.raw`\textbackslash{}`,
  "{": String.raw`\{`,
  "}": String.raw`\}`,
  "~": String.raw`\textasciitilde{}`,
  "^": String.raw`\textasciicircum{}`,
  "<": String.raw`\textless{}`,
  ">": String.raw`\textgreater{}`,
  "|": String.raw`\textbar{}`,
  '"': String.raw`\textquotedbl{}`,
  "±": String.raw`$\pm$`,
  "−": "$-$",
  "–": "--",
  α: String.raw`$\alpha$`,
};

/** Text for LaTeX, with special characters escaped. */
export function escapeLatex(text: string): string {
  return text.replace(/[\\{}~^<>|"±−–α]|[&%$#_]/g, (character) => latexCharacters[character] ?? `\\${character}`);
}

/** Numbers, with their signs, deviations and intervals. */
const numeric = /^(?=.*\d)[\d.,+−±< [\]]+$/;

/** A cell: numbers in math mode, so that minus signs are minus signs. */
function latexCell(text: string): string {
  if (!numeric.test(text)) return escapeLatex(text);
  return `$${text.replaceAll("−", "-").replaceAll("±", String.raw`\pm`)}$`;
}

function latex({ name, caption, columns, rows }: ExportedTable): string {
  const headings = ["method", ...columns.map(inColumn)].map(escapeLatex);
  const lines = rows.map(({ method, cells }) => [escapeLatex(method), ...cells.map(({ text }) => latexCell(text))]);
  const line = (cells: readonly string[]): string => String.raw`    ${cells.join(" & ")} \\`;
  return [
    String.raw`% Needs \usepackage{booktabs}.`,
    String.raw`\begin{table}`,
    String.raw`  \centering`,
    String.raw`  \caption{${escapeLatex(caption)}}`,
    String.raw`  \label{tab:${name}}`,
    String.raw`  \begin{tabular}{l${"r".repeat(columns.length)}}`,
    String.raw`    \toprule`,
    line(headings),
    String.raw`    \midrule`,
    ...lines.map(line),
    String.raw`    \bottomrule`,
    String.raw`  \end{tabular}`,
    String.raw`\end{table}`,
    "",
  ].join("\n");
}

/** Text in a cell of a Markdown table, with special characters escaped. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>|#]/g, (character) => `\\${character}`).replace(/\s*\n\s*/g, " ");
}

function markdown({ caption, columns, rows }: ExportedTable): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(escapeMarkdown).join(" | ")} |`;
  const body = rows.map(({ method, cells }) => line([method, ...cells.map(({ text }) => text)]));
  const rule = `| --- |${" ---: |".repeat(columns.length)}`;
  return [escapeMarkdown(caption), "", line(["method", ...columns.map(inColumn)]), rule, ...body, ""].join("\n");
}

/** A value as RFC 4180 has it; empty for a missing number. */
function csvValue(value: number | string | null): string {
  const text = value === null || value === dash ? "" : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function csv({ columns, rows }: ExportedTable): string {
  const lines = [
    ["method", ...columns.flatMap(({ names }) => names)],
    ...rows.map(({ method, cells }) => [method, ...cells.flatMap(({ values }) => values)]),
  ];
  return lines.map((values) => `${values.map(csvValue).join(",")}\n`).join("");
}

/** The ending and the writer of each format. */
const tableFormats = {
  latex: { ending: "tex", write: latex },
  markdown: { ending: "md", write: markdown },
  csv: { ending: "csv", write: csv },
} satisfies Readonly<Record<string, { readonly ending: string; write(table: ExportedTable): string }>>;

/** A format of tables. */
export type TableFormat = keyof typeof tableFormats;

/** Every table of the report on `results` as a file. */
export function tableFiles(results: Results, format: TableFormat): (readonly [string, string])[] {
  const { ending, write } = tableFormats[format];
  return exportedTables(results).map((table) => [`${table.name}.${ending}`, write(table)] as const);
}
