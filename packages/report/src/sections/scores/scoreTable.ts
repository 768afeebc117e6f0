// One score table: in each cell the mean, every seed as a dot, and the interval of the difference to the baseline.
import type { MethodResult, Results, VerdictResult } from "@softlabel/experiment/internal";
import { scrollable } from "../../figures/figure.ts";
import { html, type Markup } from "../../base/markup.ts";
import { comparedMethods } from "../../tables/choices.ts";
import { colourOf, methodName } from "../../figures/methods.ts";
import { summarize } from "../../base/summary.ts";
import {
  columnValues,
  hasScores,
  writeCell,
  writeDifference,
  type ScoreColumn,
  type ScoreTable,
} from "../../tables/scores.ts";
import { simpleRows } from "../../tables/simpleModels.ts";
import { seedStrip } from "../../figures/strips.ts";
import { verdictMark } from "../verdicts.ts";

/** Whether a verdict is shown beside its number: a primary one that says better or worse. */
export function isMarked({ primary, verdict }: VerdictResult): boolean {
  return primary && (verdict === "better" || verdict === "worse");
}

/** The verdict on a method in a column, if there is one. */
function verdictOf(
  { verdicts }: Results,
  table: ScoreTable,
  column: ScoreColumn,
  { method }: MethodResult,
): VerdictResult | undefined {
  const metric = column.key + table.suffix;
  return verdicts.find((verdict) => verdict.method === method && verdict.metric === metric);
}

/** Whether there is an interval that leaves out zero. */
function differs(results: Results, table: ScoreTable, column: ScoreColumn, method: MethodResult): boolean {
  const [low, high] = verdictOf(results, table, column, method)?.interval ?? [0, 0];
  return low > 0 || high < 0;
}

function interval(column: ScoreColumn, { interval: ends }: VerdictResult, baseline: string): Markup | undefined {
  if (ends === null) return undefined;
  const [low, high] = ends.map((end) => writeDifference(column, end));
  return html`<span class="interval"
    ><span class="unseen">difference to ${baseline} from</span> <span aria-hidden="true">[</span>${low}<span
      aria-hidden="true"
      >,</span
    >
    <span class="unseen">to</span> ${high}<span aria-hidden="true">]</span></span
  >`;
}

function cell(results: Results, table: ScoreTable, column: ScoreColumn, method: MethodResult): Markup {
  const [mean, deviation] = writeCell(table, column, method);
  const verdict = verdictOf(results, table, column, method);
  const all = comparedMethods(results).map((own) => ({ own, values: columnValues(table, column, own) }));
  const baseline = all.find(({ own }) => own.method === results.baseline)?.values ?? [];
  const strip = !column.deviation
    ? undefined
    : seedStrip({
        values: columnValues(table, column, method),
        all: all.flatMap(({ values }) => values),
        baseline: summarize(baseline).mean,
        colour: colourOf(results, method.method),
      });
  return html`${verdict !== undefined && isMarked(verdict) ? verdictMark(verdict) : undefined}<b>${mean}</b>${
    deviation === "" ? undefined : html` <small>±&nbsp;${deviation}</small>`
  }${strip}${verdict === undefined ? undefined : interval(column, verdict, results.baseline)}`;
}

/** The class that the switch hides. */
const sameIf = (same: boolean): string => (same ? "same" : "");

/** The rows of simple models: no methods, so without dots and intervals. */
function simpleLines(results: Results, table: ScoreTable, columns: readonly ScoreColumn[]): Markup[] {
  const rows = simpleRows(results).filter((row) => hasScores(table, [row]));
  return rows.map((row) => {
    const cells = columns.map((column) => html`<td>${writeCell(table, column, row)[0]}</td>`);
    return html`<tr class="simple same">
      <th scope="row">${row.name}</th>
      ${cells}
    </tr>`;
  });
}

/** One table; rows and columns without a difference are marked for the switch. */
export function scoreTable(results: Results, table: ScoreTable): Markup {
  const methods = comparedMethods(results);
  const { columns } = table;
  const same = (column: ScoreColumn): boolean => !methods.some((method) => differs(results, table, column, method));
  const heading = (column: ScoreColumn): Markup =>
    html`<th scope="col" class="${sameIf(same(column))}">
      ${column.heading}${column.unit.label === "" ? undefined : html` <small>${column.unit.label}</small>`}
    </th>`;
  const row = (method: MethodResult): Markup => {
    const alike = method.method !== results.baseline && !columns.some((own) => differs(results, table, own, method));
    return html`<tr class="${sameIf(alike)}">
      <th scope="row">${methodName(results, method.method)}</th>
      ${columns.map((own) => html`<td class="${sameIf(same(own))}">${cell(results, table, own, method)}</td>`)}
    </tr>`;
  };
  const drawn = html`<table class="scores">
    <caption>
      ${table.title}
    </caption>
    <thead>
      <tr>
        <th scope="col">method</th>
        ${columns.map(heading)}
      </tr>
    </thead>
    <tbody>
      ${methods.map(row)} ${simpleLines(results, table, columns)}
    </tbody>
  </table>`;
  const none = html`<p class="none">${table.title}: nothing differs.</p>`;
  return html`<div class="${sameIf(columns.every(same))}">${scrollable(table.title, drawn)}</div>
    ${columns.every(same) ? none : undefined}`;
}
