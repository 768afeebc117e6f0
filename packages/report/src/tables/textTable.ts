// The score tables for the terminal: plain text in padded columns, at most 100 characters wide.
import { counted } from "@softlabel/core/internal";
import { type Results } from "@softlabel/experiment/internal";
import { classTables } from "./classTable.ts";
import { choiceSentences, comparedMethods } from "./choices.ts";
import {
  describeColumns,
  describeSeeds,
  hasScores,
  shownTables,
  temperatureWarnings,
  writeCell,
  type ScoredMethod,
  type ScoreTable,
} from "./scores.ts";
import { simpleRows } from "./simpleModels.ts";

/** Gives a piece of the table its colour; padding is already done. */
type TextStyle = (text: string, role: "title" | "heading" | "method") => string;

/** A longer name, or one that would make the table too wide, gets its own line. */
const longestName = 25;
const width = 100;
const gap = "  ";

/** The width of each column of rows of cells. */
function widthsOf(rows: readonly (readonly string[])[]): number[] {
  return rows[0].map((_, j) => Math.max(...rows.map((row) => [...row[j]].length)));
}

/** Rows of cells, the first row the headings, padded to the width of their column: the first to the left, the others to the right. */
function padColumns(rows: readonly (readonly string[])[]): string[][] {
  const widths = widthsOf(rows);
  const pad = (text: string, j: number): string => {
    const space = " ".repeat(widths[j] - [...text].length);
    return j === 0 ? text + space : space + text;
  };
  return rows.map((row) => row.map(pad));
}

/** A row of a table: a method, or a simple model beside them. */
interface TextRow extends ScoredMethod {
  readonly name: string;
}

function tableLines(table: ScoreTable, rows: readonly TextRow[], style: TextStyle): string[] {
  const headings = table.columns.map(({ short, unit }) => short + (unit.label === "%" ? " %" : ""));
  const cells = rows.map((row) =>
    table.columns.map((column) =>
      writeCell(table, column, row)
        .filter((part) => part !== "")
        .join("±"),
    ),
  );
  const taken = widthsOf([headings, ...cells]).reduce((sum, column) => sum + gap.length + column, 0);
  const room = Math.min(longestName, width - taken);
  const shown = ({ name }: TextRow): string => ([...name].length > room ? "" : name);
  const [head, ...body] = padColumns([["method", ...headings], ...cells.map((row, i) => [shown(rows[i]), ...row])]);
  const lines = body.flatMap((row, i) => {
    const line = [style(row[0], "method"), ...row.slice(1)].join(gap);
    return shown(rows[i]) === "" ? [style(rows[i].name, "method"), line] : [line];
  });
  return [style(table.title, "title"), style(head.join(gap), "heading"), ...lines];
}

/**
 * Renders the scores of all methods as text: a table as trained, and one after temperature scaling if a temperature was fitted.
 * @param options.style gives titles, headings and method names their look; the text is plain without it
 * @returns lines of at most 100 characters (a method name longer than that stands alone on its line), without a newline at the end
 */
export function renderTable(results: Results, options: { readonly style?: TextStyle } = {}): string {
  const style = options.style ?? ((text) => text);
  const methods = comparedMethods(results);
  const tables = [...shownTables(results), ...classTables(results)];
  const candidates = results.methods.filter(({ candidateOf }) => candidateOf !== undefined);
  const { finished, total } = results.trials;
  const notes = [
    describeSeeds(methods),
    ...describeColumns(),
    ...choiceSentences(results),
    ...(candidates.length === 0
      ? []
      : [`Candidates of a choice, not compared: ${candidates.map(({ method }) => method).join(", ")}.`]),
    ...temperatureWarnings(methods),
    ...(results.complete ? [] : [`Not finished: ${finished} of ${counted(total, "run")} are done.`]),
  ];
  const own = methods.map(({ method, trials }): TextRow => ({ name: method, trials }));
  const rowsOf = (table: ScoreTable) => [...own, ...simpleRows(results).filter((row) => hasScores(table, [row]))];
  return [...tables.flatMap((table) => [...tableLines(table, rowsOf(table), style), ""]), ...notes].join("\n");
}
