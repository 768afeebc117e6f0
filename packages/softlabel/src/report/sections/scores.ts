// The scores of all methods: one table before and after temperature scaling, and every seed as a dot.
import { metricNamed } from "@softlabel/core";
import type { MethodResult, Results, VerdictResult } from "../../experiment/results.ts";
import { decimal } from "../format.ts";
import { html, Markup } from "../markup.ts";
import { colourOf, methodName } from "../methods.ts";
import { seedDots } from "../plots/seedDots.ts";
import {
  columnValues,
  describeSeeds,
  hasScores,
  scoreTables,
  shownTables,
  temperatureWarnings,
  writeCell,
  type ScoreColumn,
  type ScoreTable,
} from "../scores.ts";
import { verdictMark } from "./verdicts.ts";

/** The primary verdict that rests on the numbers of a cell. */
function verdictOf(
  results: Results,
  table: ScoreTable,
  column: ScoreColumn,
  method: MethodResult,
): VerdictResult | undefined {
  const metric = column.name + table.suffix;
  return results.verdicts.find(
    (verdict) => verdict.primary && verdict.method === method.method && verdict.metric === metric,
  );
}

/** The verdicts that a table shows beside a number. */
const marks = new Set(["better", "worse"]);

function verdictTag(verdict: VerdictResult | undefined): Markup | undefined {
  if (verdict === undefined || !marks.has(verdict.verdict)) return undefined;
  return html` <abbr class="mark ${verdict.verdict}" title="${verdict.verdict}">${verdictMark(verdict)}</abbr>`;
}

function cell(results: Results, table: ScoreTable, column: ScoreColumn, method: MethodResult): Markup {
  const [mean, deviation] = writeCell(table, column, method);
  const spread = deviation === "" ? undefined : html` <small>±&nbsp;${deviation}</small>`;
  return html`<td>${verdictTag(verdictOf(results, table, column, method))}${mean}${spread}</td>`;
}

function scoreTable(results: Results, table: ScoreTable): Markup {
  const heading = ({ heading, unit }: ScoreColumn): Markup =>
    html`<th scope="col">${heading}${unit === "" ? undefined : html` <small>${unit}</small>`}</th>`;
  const row = (method: MethodResult): Markup =>
    html`<tr>
      <th scope="row">${methodName(results, method.method)}</th>
      ${table.columns.map((column) => cell(results, table, column, method))}
    </tr>`;
  return html`<div class="scroll" role="region" aria-label="${table.title}" tabindex="0">
    <table class="scores">
      <caption>
        ${table.title}
      </caption>
      <thead>
        <tr>
          <th scope="col">method</th>
          ${table.columns.map(heading)}
        </tr>
      </thead>
      <tbody>
        ${results.methods.map(row)}
      </tbody>
    </table>
  </div>`;
}

/** The quantities that are shown seed by seed. */
const shownBySeed = [
  { table: 0, column: 0, title: "Accuracy, %", factor: 100, digits: 1 },
  { table: 0, column: 1, title: "NLL as trained, nats", factor: 1, digits: 3 },
  { table: 1, column: 1, title: "NLL after temperature scaling, nats", factor: 1, digits: 3 },
] as const;

function seedPanels(results: Results): Markup[] {
  return shownBySeed.flatMap(({ table, column, title, factor, digits }) => {
    const { [table]: scores } = scoreTables;
    if (!hasScores(scores, results.methods)) return [];
    const rows = results.methods.map((method) => ({
      method: method.method,
      colour: colourOf(results, method.method),
      values: columnValues(scores, scores.columns[column], method).map((value) => factor * value),
    }));
    return html`<figure>
      <figcaption><strong>${title}</strong></figcaption>
      ${new Markup(seedDots(title, rows, (value) => decimal(value, digits)))}
    </figure>`;
  });
}

function seedFigures(panels: readonly Markup[]): Markup {
  return html`<div class="plots">${panels}</div>
    <p class="soft">Each dot is one training. The tick is the mean; the scales do not begin at zero.</p>`;
}

function tableNote(results: Results): Markup {
  const primary = [
    ...new Set(results.verdicts.filter((verdict) => verdict.primary).map(({ metric }) => metricNamed(metric).name)),
  ];
  const marked = results.verdicts.some((verdict) => verdict.primary && marks.has(verdict.verdict));
  return html`<p class="soft">
    ${describeSeeds(results.methods)}
    ${
      marked
        ? `▲ better and ▼ worse than ${results.baseline} by the verdict above (${primary.join(", ")}); where there is no mark, a better number is not a finding.`
        : "A better number alone is not a finding."
    }
  </p>`;
}

/** The section of scores. */
export function scoreSection(results: Results): Markup {
  const panels = seedPanels(results);
  return html`<section id="scores">
    <h2>Scores on the test data</h2>
    ${shownTables(results.methods).map((table) => scoreTable(results, table))} ${tableNote(results)}
    ${temperatureWarnings(results.methods).map((text) => html`<p class="soft">${text}</p>`)}
    ${panels.length === 0 ? undefined : seedFigures(panels)}
  </section>`;
}
