// The tables of the report as data: scores, and every method's differences to the baseline.
import { metricNamed } from "@softlabel/core";
import type { MethodResult, Results, VerdictResult } from "@softlabel/experiment/internal";
import { comparedMethods } from "./choices.ts";
import { classTables } from "./classTable.ts";
import { dash, decimal } from "../base/format.ts";
import { summarize } from "../base/summary.ts";
import { columnValues, describeSeeds, shownTables, writeCell, type ScoreTable } from "./scores.ts";

/** A cell: text for people, and numbers for programs, one per name of its column. */
interface ExportedCell {
  readonly text: string;
  readonly values: readonly (number | string | null)[];
}

/** A column, which programs may read as several. */
interface ExportedColumn {
  readonly heading: string;
  readonly unit: string;
  readonly names: readonly string[];
}

/** A table with a row per method. */
export interface ExportedTable {
  /** Of its file. */
  readonly name: string;
  readonly caption: string;
  readonly columns: readonly ExportedColumn[];
  readonly rows: readonly { readonly method: string; readonly cells: readonly ExportedCell[] }[];
}

const finite = (value: number | undefined): number | null =>
  value !== undefined && Number.isFinite(value) ? value : null;

function scoreTable(name: string, table: ScoreTable, methods: readonly MethodResult[]): ExportedTable {
  const columns = table.columns.map(({ heading, unit, deviation }) => {
    return { heading, unit: unit.label, names: deviation ? [heading, `${heading} sd`] : [heading] };
  });
  const rows = methods.map((result) => {
    const cells = table.columns.map((column): ExportedCell => {
      const { mean, deviation } = summarize(columnValues(table, column, result));
      const text = writeCell(table, column, result)
        .filter((part) => part !== "")
        .join(" ± ");
      return { text, values: column.deviation ? [finite(mean), finite(deviation)] : [finite(mean)] };
    });
    return { method: result.method, cells };
  });
  return { name, caption: `${table.title}. ${describeSeeds(methods)}`, columns, rows };
}

const plain = (names: readonly string[], heading = names[0]): ExportedColumn => ({ heading, unit: "", names });

/** Columns of every comparison; those that carry the verdict have one more. */
const comparisonColumns: readonly ExportedColumn[] = [
  plain(["metric"]),
  plain(["difference"]),
  plain(["low", "high"], "95 % interval"),
  plain(["p"]),
  plain(["adjusted p"]),
];

/** A p-value with three decimals, or its bound. */
const writeP = (value: number | null): string => {
  if (value === null) return dash;
  return value < 0.0005 ? "< 0.001" : decimal(value);
};

function comparisonCells({ metric, difference, interval, pValue, adjustedPValue }: VerdictResult): ExportedCell[] {
  const { name, unit } = metricNamed(metric);
  const write = (value: number): string => decimal(value * unit.scale, unit.digits);
  const ends = interval === null ? dash : `[${interval.map(write).join(", ")}]`;
  return [
    { text: unit.difference === "" ? name : `${name} (${unit.difference})`, values: [metric] },
    { text: write(difference), values: [finite(difference)] },
    { text: ends, values: interval?.map(finite) ?? ["", ""] },
    { text: writeP(pValue), values: [finite(pValue ?? undefined)] },
    { text: writeP(adjustedPValue), values: [finite(adjustedPValue ?? undefined)] },
  ];
}

/** Comparisons that carry the verdict, or the exploratory ones. */
function comparisonTable({ verdicts, baseline }: Results, isPrimary: boolean): ExportedTable {
  const rows = verdicts
    .filter(({ primary }) => primary === isPrimary)
    .map((verdict) => {
      const word = isPrimary ? [{ text: verdict.verdict, values: [verdict.verdict] }] : [];
      return { method: verdict.method, cells: [...comparisonCells(verdict), ...word] };
    });
  const differences = `differences to ${baseline} (method minus ${baseline})`;
  return isPrimary
    ? {
        name: "verdicts",
        caption: `Verdicts on ${differences}.`,
        columns: [...comparisonColumns, plain(["verdict"])],
        rows,
      }
    : {
        name: "exploratory",
        caption: `Exploratory ${differences}, without a verdict.`,
        columns: comparisonColumns,
        rows,
      };
}

/** The tables with something to show. */
export function exportedTables(results: Results): ExportedTable[] {
  const methods = comparedMethods(results);
  const scores = shownTables(results).map((table) =>
    scoreTable(table.suffix === "" ? "scores" : "scores-scaled", table, methods),
  );
  const classes = classTables(results).map((table) => scoreTable("classes", table, methods));
  const comparisons = [true, false].map((isPrimary) => comparisonTable(results, isPrimary));
  return [...scores, ...classes, ...comparisons].filter(({ rows }) => rows.length > 0);
}
