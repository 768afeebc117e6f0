// How scores change with a parameter, where three methods or more differ in nothing else.
import type { Method } from "@softlabel/core";
import { type MethodResult, type Results, symbolOf } from "@softlabel/experiment/internal";
import { shortest } from "../base/format.ts";
import { parsedMethod } from "../base/parsedMethod.ts";
import { html, type Markup } from "../base/markup.ts";
import { colourOf, finishedMethods } from "../figures/methods.ts";
import { parameterPanels, type ParameterSeries } from "../figures/parameterPanels.ts";

/** Fewer values need no plot. */
const fewestValues = 3;

/** One value of one parameter, and the series that it belongs to. */
interface Place {
  readonly series: string;
  readonly parameter: string;
  readonly value: number;
  readonly method: Method;
  readonly result: MethodResult;
}

function placesOf(result: MethodResult): Place[] {
  const method = parsedMethod(result.method);
  if (method === undefined) return [];
  const { name, parameters } = method;
  return Object.entries(parameters).flatMap(([parameter, value]) => {
    if (typeof value !== "number") return [];
    const series = JSON.stringify([name, parameter, { ...parameters, [parameter]: null }]);
    return [{ series, parameter, value, method, result }];
  });
}

/** The methods that differ in one parameter only, by its value, the smallest first. */
function seriesOf(results: Results): ParameterSeries[] {
  const places = finishedMethods(results).flatMap(placesOf);
  const groups = [...new Set(places.map(({ series }) => series))].map((name) =>
    places.filter(({ series }) => series === name).toSorted((a, b) => a.value - b.value),
  );
  return groups
    .filter(({ length }) => length >= fewestValues)
    .map((points) => {
      const [{ parameter, method, result }] = points;
      return {
        parameter,
        owner: `of ${method.name}`,
        colour: colourOf(results, result.method),
        points: points.map((each) => ({ value: shortest(each.value), result: each.result, chosenBy: 0 })),
      };
    });
}

/** The section of parameters; undefined unless three methods differ in one parameter only. */
export function parameterSection(results: Results): Markup | undefined {
  const all = seriesOf(results);
  if (all.length === 0) return undefined;
  const drawn = all.map(
    (series) =>
      html`<h3>${symbolOf(series.parameter)} ${series.owner}</h3>
        ${parameterPanels(results, series)}`,
  );
  return html`<section id="parameters">
    <h2>Scores by parameter</h2>
    ${drawn}
    <p class="soft">
      Scores on the test data. Small dots are seeds, the line joins their means, the dashed line is ${results.baseline}.
      Look for a range of values with similar scores: a single best value among overlapping dots may be luck. Choosing
      the best value from these test curves is optimistic; <code>smooth:auto</code> chooses on validation rows.
    </p>
  </section>`;
}
