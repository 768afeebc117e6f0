// The main scores of every seed, folded away: the numbers behind the dots.
import type { Results } from "@softlabel/experiment/internal";
import { numbersTable } from "../../figures/figure.ts";
import { dash } from "../../base/format.ts";
import { html, type Markup } from "../../base/markup.ts";
import { finishedMethods } from "../../figures/methods.ts";
import { shownTables, writeScore, type ScoreColumn, type ScoreTable } from "../../tables/scores.ts";

/** Columns of both tables, those after temperature scaling named so. */
function columnsOf(tables: readonly ScoreTable[]): { readonly table: ScoreTable; readonly column: ScoreColumn }[] {
  return tables.flatMap((table) =>
    table.columns.filter(({ deviation }) => deviation).map((column) => ({ table, column })),
  );
}

function headingOf({ table, column }: { readonly table: ScoreTable; readonly column: ScoreColumn }): string {
  const unit = column.unit.label === "%" ? ", %" : "";
  return column.heading + unit + (table.suffix === "" || column.key === "temperature" ? "" : ", scaled");
}

/** The folded table. */
export function seedScores(results: Results): Markup | undefined {
  const methods = finishedMethods(results);
  if (methods.length === 0) return undefined;
  const columns = columnsOf(shownTables(results));
  const rows = methods.flatMap(({ method, trials }) =>
    trials.map((trial) => [
      method,
      String(trial.seed),
      ...columns.map(({ table, column }) => {
        const scores = table.scores(trial);
        const value = scores === null ? null : column.read(scores, trial);
        return value === null ? dash : writeScore(column, value);
      }),
    ]),
  );
  return html`<details>
    <summary>Every seed</summary>
    ${numbersTable("Scores of every run", { columns: ["method", "seed", ...columns.map(headingOf)], rows })}
  </details>`;
}
