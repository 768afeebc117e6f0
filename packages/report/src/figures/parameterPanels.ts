// Every score against a method's parameter, as one small plot per score.
import { sentenceCase } from "@softlabel/core/internal";
import { type MethodResult, type Results, symbolOf } from "@softlabel/experiment/internal";
import { figure } from "./figure.ts";
import { html, type Markup } from "../base/markup.ts";
import { parameterCurve, type Candidate } from "../plots/parameterCurve.ts";
import { summarize } from "../base/summary.ts";
import { columnValues, scoreTables, writeScore, type ScoreColumn, type ScoreTable } from "../tables/scores.ts";

/** Methods that differ in one parameter. */
export interface ParameterSeries {
  readonly parameter: string;
  readonly colour: string;
  /** The methods of the values, for screen readers: "of smooth". */
  readonly owner: string;
  readonly points: readonly {
    readonly value: string;
    readonly result: MethodResult;
    /** How many seeds chose the value. */
    readonly chosenBy: number;
  }[];
}

interface Panel {
  readonly table: ScoreTable;
  readonly column: ScoreColumn;
}

/** Every column that the report shows and that a parameter can change. */
function panelsOf({ data }: Results): Panel[] {
  return scoreTables(data).flatMap((table) =>
    table.columns.filter(({ deviation }) => deviation).map((column) => ({ table, column })),
  );
}

function panel(results: Results, series: ParameterSeries, { table, column }: Panel): Markup | undefined {
  const drawn = series.points.map(({ value, result, chosenBy }): Candidate => {
    return { parameter: value, values: columnValues(table, column, result), chosenBy };
  });
  if (drawn.every(({ values }) => values.length === 0)) return undefined;
  const baseline = results.methods.find(({ method }) => method === results.baseline);
  const { mean } = summarize(baseline === undefined ? [] : columnValues(table, column, baseline));
  const reference = Number.isFinite(mean) ? { name: results.baseline, value: mean } : undefined;
  const scaled = table.suffix === "" || column.key === "temperature" ? "" : "after temperature scaling";
  const note = [column.unit.label, scaled].filter((part) => part !== "").join(", ");
  const symbol = symbolOf(series.parameter);
  const shown = [column.heading, scaled, "on the test data"].filter((part) => part !== "").join(" ");
  const label = `${shown} by ${symbol}, ${series.owner}`;
  const look = { colour: series.colour, write: (value: number) => writeScore(column, value) };
  return figure({ title: sentenceCase(column.heading), note }, parameterCurve(label, symbol, drawn, reference, look));
}

/** The plots of a series, side by side. */
export function parameterPanels(results: Results, series: ParameterSeries): Markup {
  return html`<div class="plots">${panelsOf(results).map((own) => panel(results, series, own))}</div>`;
}
