// A table with one row per measure and one column per method, in one or two parts.
import { sentenceCase, scoreNamed } from "@softlabel/core/internal";
import { metricTable, type MetricKey } from "@softlabel/core";
import type { MethodResult, Results, TestScores } from "@softlabel/experiment/internal";
import { scrollable } from "./figure.ts";
import { html, type Content, type Markup } from "../base/markup.ts";
import { methodName } from "./methods.ts";
import { summarize } from "../base/summary.ts";
import { writeScore } from "../tables/scores.ts";

/** A measure and how it is read from one trial in each part. */
export interface Measure<Source> {
  readonly name: string;
  /** Its meaning, and which direction is better. */
  readonly help: string;
  readonly write: (value: number) => string;
  readonly read: (source: Source) => number | null | undefined;
}

/** The measure of a metric: its row of the table of metrics. */
export function metricMeasure(key: MetricKey): Measure<TestScores> {
  const { name, heading = name, help, unit, better } = metricTable[key];
  return {
    name: sentenceCase(heading) + (unit.label === "" ? "" : `, ${unit.label}`),
    help: better === "neither" ? help : `${help}; ${better} is better`,
    write: (value) => writeScore(metricTable[key], value),
    read: (scores) => scoreNamed(scores, key),
  };
}

/** One part of every method's column: its heading, and where its numbers are in a trial. */
export interface Part<Source> {
  readonly name: string;
  readonly source: (trial: MethodResult["trials"][number]) => Source | null | undefined;
}

interface MeasureTable<Source> {
  readonly caption: string;
  readonly parts: readonly Part<Source>[];
  readonly measures: readonly Measure<Source>[];
}

function meanOf<Source>({ trials }: MethodResult, part: Part<Source>, measure: Measure<Source>): number {
  const values = trials.map((trial) => {
    const source = part.source(trial);
    return source === null || source === undefined ? null : (measure.read(source) ?? null);
  });
  return summarize(values).mean;
}

/** Whether any trial has a number for the measure. */
function isKnown<Source>(methods: readonly MethodResult[], { parts }: MeasureTable<Source>, measure: Measure<Source>) {
  return methods.some((method) => parts.some((part) => Number.isFinite(meanOf(method, part, measure))));
}

function headings<Source>(results: Results, methods: readonly MethodResult[], parts: readonly Part<Source>[]): Content {
  const names = methods.map(
    ({ method }) => html`<th scope="colgroup" colspan="${parts.length}">${methodName(results, method)}</th>`,
  );
  const partNames = methods.map(() => parts.map(({ name }) => html`<th scope="col">${name}</th>`));
  return html`<tr>
      <td rowspan="${parts.length > 1 ? 2 : 1}"></td>
      ${names}
    </tr>
    ${
      parts.length > 1
        ? html`<tr>
            ${partNames}
          </tr>`
        : undefined
    }`;
}

/** The table, with means over seeds; measures that no trial has are left out, undefined if none is left. */
export function measureTable<Source>(
  results: Results,
  methods: readonly MethodResult[],
  table: MeasureTable<Source>,
): Markup | undefined {
  const known = table.measures.filter((measure) => isKnown(methods, table, measure));
  if (known.length === 0) return undefined;
  const row = (measure: Measure<Source>): Markup =>
    html`<tr>
      <th scope="row">${measure.name} <small>${measure.help}</small></th>
      ${methods.map((method) =>
        table.parts.map((part) => html`<td>${measure.write(meanOf(method, part, measure))}</td>`),
      )}
    </tr>`;
  return scrollable(
    table.caption,
    html`<table class="measures">
      <caption>
        ${table.caption}
      </caption>
      <thead>
        ${headings(results, methods, table.parts)}
      </thead>
      <tbody>
        ${known.map(row)}
      </tbody>
    </table>`,
  );
}
