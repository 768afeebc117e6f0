// The penultimate layer of each method on the plane of three templates, training and test rows side by side.
import { listed } from "../../experiment/analysis/words.ts";
import type { Projection, Results } from "../../experiment/records/results.ts";
import { asTable } from "../figure.ts";
import { html, type Markup } from "../markup.ts";
import { finishedMethods, methodName } from "../methods.ts";
import { renderPlot } from "../plots/render.ts";
import { squareAround, templateProjection, type ProjectedRows, type ShownSquare } from "../plots/templateProjection.ts";

interface MethodProjection {
  readonly method: string;
  readonly parts: readonly { readonly title: string; readonly rows: ProjectedRows }[];
}

function partsOf({ classes, templates, train, test }: Projection, names: readonly string[]): MethodProjection["parts"] {
  const common = { templates, classes, names: classes.map((k) => names[k]) };
  return [
    { title: "Training rows", rows: { ...common, points: train } },
    { title: "Test rows", rows: { ...common, points: test } },
  ];
}

function card(results: Results, { method, parts }: MethodProjection, square: ShownSquare, scale: string): Markup {
  const figures = parts.map(({ title, rows }) => {
    const plot = templateProjection(`${title} of ${method} on the plane of the templates, ${scale}`, rows, square);
    return html`<figure>
      <figcaption>${title}</figcaption>
      ${renderPlot(plot)} ${asTable(plot)}
    </figure>`;
  });
  return html`<article class="card">
    <h4>${methodName(results, method)}</h4>
    <div class="pair">${figures}</div>
  </article>`;
}

/** Shape, colour and name of each class. */
function classLegend(names: readonly string[]): Markup {
  const signs = ["●", "▲", "■"];
  return html`<p class="legend">
    ${names.map((name, k) => html`<span><span class="sign" style="--colour: var(--class-${k % 3})" aria-hidden="true">${signs[k % 3]}</span> ${name}</span>`)}
    <span><span aria-hidden="true">⊗</span> its template, outlined and crossed</span>
  </p>`;
}

/** The pictures of all methods on one scale and, folded away, each on its own; nothing where there are none. */
export function projectionFigures(results: Results): Markup | undefined {
  const first = finishedMethods(results).find(({ projection }) => projection !== undefined && projection !== null);
  if (first?.projection === undefined || first.projection === null) return undefined;
  const { classes, reason } = first.projection;
  const shown = finishedMethods(results).flatMap(({ method, projection }) =>
    projection === undefined || projection === null
      ? []
      : [{ method, parts: partsOf(projection, results.data.classes) }],
  );
  const squareOf = ({ parts }: MethodProjection): ShownSquare => squareAround(parts.map(({ rows }) => rows));
  const half = Math.max(...shown.map((own) => squareOf(own).half));
  const names = classes.map((k) => results.data.classes[k]);
  return html`<h3>Where the last layer puts ${listed(names)}</h3>
    <p>
      Each point is an example as the last hidden layer sees it, on the ${names.length > 2 ? "plane" : "line"} through
      the templates (the weights) of ${names.length} classes. Look for tight, evenly spaced clusters under smoothing,
      and for how much wider the clusters of the test rows are than those of the training rows.
    </p>
    ${classLegend(names)}
    <div class="cards paired">
      ${shown.map((own) => card(results, own, { ...squareOf(own), half }, "one scale for all"))}
    </div>
    <p class="soft">
      One scale for all; ${reason}; first seed.
      ${names.length > 2 ? "Directions carry no meaning." : "Only the horizontal place counts; the height keeps the points apart."}
    </p>
    <details>
      <summary>Each method on a scale of its own</summary>
      <div class="cards paired">${shown.map((own) => card(results, own, squareOf(own), "on a scale of its own"))}</div>
    </details>`;
}
