// The penultimate layer of each method on the plane of three templates: a column per method, each on its own scale.
import { listed } from "@softlabel/core/internal";
import { type MethodResult, type Projection, type Results } from "@softlabel/experiment/internal";
import { asTable } from "../figures/figure.ts";
import { shortest } from "../base/format.ts";
import { html, type Markup } from "../base/markup.ts";
import { finishedMethods, methodName } from "../figures/methods.ts";
import {
  barLength,
  showsTemplates,
  squareAround,
  templateProjection,
  type ProjectedRows,
  type ShownSquare,
} from "../plots/templateProjection.ts";

/** A method with its projection. */
interface Projected {
  readonly method: MethodResult;
  readonly projection: Projection;
}

interface Part {
  readonly title: string;
  readonly rows: ProjectedRows;
}

function partsOf({ method, projection }: Projected, names: readonly string[]): readonly Part[] {
  const { classes, templates, train, test } = projection;
  const common = { templates, classes, names: classes.map((k) => names[k]) };
  const geometry = method.trials.find(({ seed }) => seed === 1)?.geometry ?? undefined;
  return [
    { title: "Training rows", rows: { ...common, points: train, featureLength: geometry?.train.featureNorm } },
    { title: "Test rows", rows: { ...common, points: test, featureLength: geometry?.test.featureNorm } },
  ];
}

/** The method's own scale, the same for training and test rows. */
const squareOf = ({ train, test, templates, classes }: Projection): ShownSquare =>
  squareAround([train, test].map((points) => ({ points, templates, classes, names: [] })));

function card(results: Results, projected: Projected): Markup {
  const { method } = projected.method;
  const square = squareOf(projected.projection);
  const scale = `the scale bar is ${shortest(barLength(square))} units long`;
  const figures = partsOf(projected, results.data.classes).map(({ title, rows }) => {
    const plot = templateProjection(`${title} of ${method} on the plane of the templates; ${scale}`, rows, square);
    return html`<figure>
      <figcaption>${title}</figcaption>
      ${plot} ${asTable(plot)}
    </figure>`;
  });
  return html`<article class="card">
    <h4>${methodName(results, method)}</h4>
    <div class="pair">${figures}</div>
  </article>`;
}

/** Which methods are drawn without templates. */
function withoutTemplates(shown: readonly Projected[]): string {
  const names = shown
    .filter(({ projection }) => !showsTemplates(projection, squareOf(projection)))
    .map(({ method }) => method.method);
  if (names.length === 0) return "";
  return `Templates of ${listed(names)} are not drawn: at this scale they cannot be told apart.`;
}

/** Shape, colour and name of each class. */
function classLegend(names: readonly string[]): Markup {
  const signs = ["●", "▲", "■"];
  return html`<p class="legend">
    ${names.map((name, k) => html`<span><span class="sign" style="--colour: var(--class-${k % 3})" aria-hidden="true">${signs[k % 3]}</span> ${name}</span>`)}
    <span><span aria-hidden="true">⊗</span> template of a class, outlined and crossed</span>
  </p>`;
}

/** The plots of all methods; undefined if there are none. */
export function projectionFigures(results: Results): Markup | undefined {
  const shown = finishedMethods(results).flatMap((method): Projected[] =>
    method.projection === null ? [] : [{ method, projection: method.projection }],
  );
  if (shown.length === 0) return undefined;
  const { classes, reason } = shown[0].projection;
  const names = classes.map((k) => results.data.classes[k]);
  return html`<h3>Features of ${listed(names)}</h3>
    <p>
      Each point is an example in the last hidden layer, projected onto the ${names.length > 2 ? "plane" : "line"}
      through the templates (weights) of ${names.length} classes. Look for tight, evenly spaced clusters under
      smoothing, and for how much wider the clusters of the test rows are than those of the training rows.
    </p>
    ${classLegend(names)}
    <div class="cards columns">${shown.map((own) => card(results, own))}</div>
    <p class="soft">
      Each method has its own scale: compare sizes by the scale bar and the mean length of the features.
      ${withoutTemplates(shown)} First seed; ${reason}.
      ${names.length > 2 ? "Directions have no meaning." : "Only the horizontal position has a meaning."}
    </p>`;
}
