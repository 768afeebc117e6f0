// The penultimate layer: the projection on three templates, the logit gaps, and the measures as a table.
import type { GeometryScores, MethodResult, Results } from "@softlabel/experiment/internal";
import { figure } from "../figures/figure.ts";
import { decimal } from "../base/format.ts";
import { html, type Markup } from "../base/markup.ts";
import { leavesTheRest, parsedMethod } from "../base/parsedMethod.ts";
import { colourOf, finishedMethods } from "../figures/methods.ts";
import { measureTable, type Measure, type Part } from "../figures/measureTable.ts";
import { logitGapHistogram } from "../plots/logitGapHistogram.ts";
import { projectionFigures } from "./projection.ts";

const measure = (name: string, help: string, read: Measure<GeometryScores>["read"], digits = 3) => ({
  name,
  help,
  read,
  write: (value: number) => decimal(value, digits),
});

const measures: readonly Measure<GeometryScores>[] = [
  measure(
    "Spread within classes",
    "relative to the distance between class means; lower is tighter",
    (s) => s.clusterRatio,
  ),
  measure(
    "Evenness of distances",
    "coefficient of variation between class means; 0 is equidistant",
    (s) => s.distanceVariation,
  ),
  measure("Class separation R²", "higher is better separated, and often transfers worse", (s) => s.separation),
  measure("NC1", "variability within classes; 0 is collapsed", (s) => s.variability),
  measure("NC2, lengths", "of class means; 0 is equal", (s) => s.normVariation),
  measure("NC2, angles", "of class means; 0 is maximally separated", (s) => s.angleError),
  measure("NC3", "class means against the last layer’s weights; 0 is aligned", (s) => s.dualityError),
  measure("Logit gap, mean", "label’s logit minus that of another class", (s) => s.gapMean, 2),
  measure("Logit gap, deviation", "over rows and classes; smoothing reduces it", (s) => s.gapDeviation, 2),
  measure("Logit gap within rows", "deviation over the other classes of a row", (s) => s.gapWithinRows, 2),
  measure("Feature length", "mean", (s) => s.featureNorm, 2),
];

const parts: readonly Part<GeometryScores>[] = [
  { name: "training", source: ({ geometry }) => geometry?.train },
  { name: "test", source: ({ geometry }) => geometry?.test },
];

/** ln(q_label / q_other), where the method asks for one gap: it treats all other classes alike and gives them something. */
function optimalGap({ method, effectiveTarget }: MethodResult): number | undefined {
  const [own, ...others] = effectiveTarget ?? [];
  const parsed = parsedMethod(method);
  if (parsed !== undefined && effectiveTarget !== null && leavesTheRest(parsed, effectiveTarget.length))
    return undefined;
  const alike = others.length > 0 && others.every((value) => Math.abs(value - others[0]) < 1e-9);
  return alike && others[0] > 0 && own > 0 ? Math.log(own / others[0]) : undefined;
}

function gapFigure(results: Results): Markup | undefined {
  const rows = finishedMethods(results).flatMap((method) => {
    const { logitGaps: histogram } = method;
    if (histogram === undefined || histogram.counts.every((own) => own === 0)) return [];
    return [
      { method: method.method, colour: colourOf(results, method.method), histogram, optimum: optimalGap(method) },
    ];
  });
  if (rows.length === 0) return undefined;
  const text = {
    title: "Logit gaps",
    note: "share of the test examples",
    lookFor:
      "Smoothing pulls every gap to one value (dashed line) and narrows the histogram; hard targets push it to the right.",
  };
  const plot = logitGapHistogram("Label’s logit minus the mean of the others, by method", rows);
  return html`<div class="plots one">${figure(text, plot)}</div>`;
}

/** The section of the penultimate layer; undefined if it is not recorded. */
export function geometrySection(results: Results): Markup | undefined {
  const projection = projectionFigures(results);
  const gaps = gapFigure(results);
  const table = measureTable(results, finishedMethods(results), {
    caption: "Measures of the penultimate layer",
    parts,
    measures,
  });
  if ([projection, gaps, table].every((part) => part === undefined)) return undefined;
  return html`<section id="geometry">
    <h2>Inside the model</h2>
    ${projection} ${gaps} ${table}
    ${table === undefined ? undefined : html`<p class="soft">Means over seeds, on fixed samples of training and test rows.</p>`}
  </section>`;
}
