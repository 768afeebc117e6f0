// Reliability diagrams of each method, before and after temperature scaling.
import { type MetricKey } from "@softlabel/core";
import { scoreNamed } from "@softlabel/core/internal";
import type { Calibration, MethodResult, Results, TrialResult } from "@softlabel/experiment/internal";
import { numbersTable } from "../figures/figure.ts";
import { decimal } from "../base/format.ts";
import { html, type Markup } from "../base/markup.ts";
import { colourOf, finishedMethods, methodName } from "../figures/methods.ts";
import { confidenceHistogram } from "../plots/confidenceHistogram.ts";
import { reliabilityDiagram } from "../plots/reliabilityDiagram.ts";
import { summarize } from "../base/summary.ts";
import { metricColumn, scoreInWords, scoreTables, type ScoreTable } from "../tables/scores.ts";

/** The mean over seeds with its deviation; of one seed with the interval of the fit. */
function writeTemperature({ suffix }: ScoreTable, trials: readonly TrialResult[]): string {
  if (suffix === "") return "1";
  const { mean, deviation } = summarize(trials.map(({ temperature }) => temperature));
  const [interval] = trials.flatMap(({ temperatureInterval }) => (temperatureInterval ? [temperatureInterval] : []));
  if (deviation !== undefined) return `${decimal(mean, 2)} ± ${decimal(deviation, 2)}`;
  if (interval === undefined) return decimal(mean, 2);
  return `${decimal(mean, 2)} [${interval.map((end) => decimal(end, 2)).join(", ")}]`;
}

/** Means over seeds, in words. */
function caption(table: ScoreTable, { trials }: MethodResult): Markup {
  const scores = trials.map(table.scores).filter((score) => score !== null);
  const said = (key: MetricKey): string => {
    const { mean } = summarize(scores.map((score) => scoreNamed(score, key)));
    return `${metricColumn(key).heading} ${scoreInWords(key, mean)}`;
  };
  return html`<span>${said("ece")}, ${said("eceNoiseFloor.p95")}</span>
    <span>${said("signedGap")}, T = ${writeTemperature(table, trials)}</span>`;
}

function panel(
  results: Results,
  method: MethodResult,
  table: ScoreTable,
  { reliability, histogram }: Calibration,
): Markup {
  const colour = colourOf(results, method.method);
  const what = `${method.method}, ${table.title.toLowerCase()}`;
  const diagram = reliabilityDiagram(`Accuracy by confidence, ${what}`, reliability, colour);
  const counts = confidenceHistogram(`Number of predictions by confidence, ${what}`, histogram, colour);
  return html`<figure>
    <h4>${table.title}</h4>
    ${diagram} ${counts}
    <figcaption class="figures">${caption(table, method)}</figcaption>
    <details class="numbers">
      <summary>As a table</summary>
      ${numbersTable(diagram.label, diagram.table)} ${numbersTable(counts.label, counts.table)}
    </details>
  </figure>`;
}

function card(results: Results, method: MethodResult): Markup {
  const [before, after] = scoreTables(results.data);
  const scaled = method.calibrationScaled;
  return html`<article class="card">
    <h3>${methodName(results, method.method)}</h3>
    <div class="pair">
      ${panel(results, method, before, method.calibration)}
      ${scaled === null ? undefined : panel(results, method, after, scaled)}
    </div>
  </article>`;
}

/** The section of reliability diagrams, of the methods that have finished trials. */
export function calibrationSection(results: Results): Markup | undefined {
  const methods = finishedMethods(results);
  if (methods.length === 0) return undefined;
  return html`<section id="calibration">
    <h2>Calibration</h2>
    <p>
      Accuracy, in per cent, of the predictions made with each confidence. On the dashed diagonal, confidence equals
      accuracy; points below it are over-confident, points above it under-confident.
    </p>
    <div class="cards ${methods.every((method) => method.calibrationScaled === null) ? "single" : "paired"}">
      ${methods.map((method) => card(results, method))}
    </div>
    <p class="soft">
      All seeds pooled. The area of a point grows with its number of predictions (hollow: fewer than 10). The thin bar
      is the 95 % interval of the accuracy, the pale stem the distance to the diagonal. A perfectly calibrated model
      stays in the grey band 95 % of the time. Histograms: pale is right, full colour is wrong.
    </p>
  </section>`;
}
