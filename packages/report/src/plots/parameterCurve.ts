// A metric against a parameter of methods that differ in nothing else: one dot per seed, the chosen value marked.
import { dot, line, ruleY, text, type PlotOptions } from "@observablehq/plot";
import { summarize } from "../base/summary.ts";
import type { PlotDescription, PlotTable } from "../base/plotDescription.ts";
import { paddedDomain } from "./domain.ts";
import { endMargin } from "./endLabels.ts";

/** One method: its parameter as text, its values, one per seed, and how many seeds chose it, where they choose. */
export interface Candidate {
  readonly parameter: string;
  readonly values: readonly number[];
  readonly chosenBy: number;
}

/** The baseline, drawn as a line. */
interface Reference {
  readonly name: string;
  readonly value: number;
}

const frame = { width: 300, height: 190, marginLeft: 44, marginTop: 22, marginBottom: 36 } as const;

function tableOf(
  parameterName: string,
  means: readonly (Candidate & { readonly mean: number })[],
  write: (value: number) => string,
): PlotTable {
  const chosen = means.some(({ chosenBy }) => chosenBy > 0);
  const rows = means.map(({ parameter, mean, values, chosenBy }) => [
    parameter,
    write(mean),
    values.map((value) => write(value)).join(", "),
    ...(chosen ? [String(chosenBy)] : []),
  ]);
  return { columns: [parameterName, "mean", "by seed", ...(chosen ? ["seeds that chose it"] : [])], rows };
}

/** The reference's name at the end of its line. */
const beside = {
  y: "value",
  text: "name",
  frameAnchor: "right",
  textAnchor: "start",
  dx: 5,
  fill: "var(--soft)",
} as const;

/** How many seeds chose a value, above its ring. */
const above = {
  x: "parameter",
  frameAnchor: "top",
  dy: -14,
  text: ({ chosenBy }: Candidate) => `${chosenBy}×`,
  fill: "var(--ink)",
  fontWeight: 600,
} as const;

const axis = { type: "point", tickSize: 0, labelAnchor: "center", labelArrow: "none" } as const;

/**
 * Draws the candidates in the order given, evenly spaced, because parameters are often spaced by factors.
 * @param label the content in words, for screen readers
 * @param parameterName for the axis
 * @param write a value as text
 */
export function parameterCurve(
  label: string,
  parameterName: string,
  candidates: readonly Candidate[],
  reference: Reference | undefined,
  look: { readonly colour: string; readonly write: (value: number) => string },
): PlotDescription {
  const dots = candidates.flatMap(({ parameter, values }) => values.map((value) => ({ parameter, value })));
  const means = candidates.map((candidate) => ({ ...candidate, mean: summarize(candidate.values).mean }));
  const known = means.filter(({ mean }) => Number.isFinite(mean));
  const chosen = known.filter(({ chosenBy }) => chosenBy > 0);
  const rules = reference === undefined ? [] : [reference];
  const domain = paddedDomain([...dots, ...rules].map(({ value }) => value));
  const place = { x: "parameter", y: "mean" } as const;
  const options: PlotOptions = {
    ...frame,
    marginRight: reference === undefined ? 12 : endMargin([reference.name]),
    x: { ...axis, domain: candidates.map(({ parameter }) => parameter), label: parameterName },
    y: { domain, ticks: 4, tickSize: 0, tickFormat: (value: number) => look.write(value), grid: true, label: null },
    marks: [
      ruleY(rules, { y: "value", stroke: "var(--soft)", strokeDasharray: "3 3" }),
      text(rules, beside),
      line(known, { ...place, stroke: look.colour, strokeWidth: 2 }),
      dot(dots, { x: "parameter", y: "value", r: 2.5, fill: look.colour, fillOpacity: 0.45 }),
      dot(chosen, { ...place, r: 7, stroke: "var(--ink)", strokeWidth: 1.75 }),
      text(chosen, above),
    ],
  };
  return { label, options, table: tableOf(parameterName, means, look.write) };
}
