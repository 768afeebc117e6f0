// Whether confidence can be believed: reliability diagrams before and after temperature scaling, method by method.
import type { Calibration, MethodResult, Results, TestScores } from "../../experiment/results.ts";
import { decimal, percent, signedPercent } from "../format.ts";
import { html, Markup } from "../markup.ts";
import { colourOf, methodName } from "../methods.ts";
import { confidenceHistogram } from "../plots/confidenceHistogram.ts";
import { reliabilityDiagram } from "../plots/reliabilityDiagram.ts";
import { scoreTables, summarize, type ScoreTable } from "../scores.ts";

/** Means over seeds, in words. */
function caption(table: ScoreTable, { trials }: MethodResult): Markup {
  const scores = trials.map(table.scores).filter((score) => score !== null);
  const mean = (read: (score: TestScores) => number): number => summarize(scores.map(read)).mean;
  const temperature = table.suffix === "" ? 1 : summarize(trials.map((trial) => trial.temperature)).mean;
  const floor = percent(mean(({ eceNoiseFloor }) => eceNoiseFloor.p95));
  return html`<span>ECE ${percent(mean(({ ece }) => ece))}, noise floor ${floor}</span>
    <span
      >gap ${signedPercent(mean(({ signedGap }) => signedGap))}, T =
      ${decimal(temperature, table.suffix === "" ? 0 : 2)}</span
    >`;
}

function panel(
  results: Results,
  method: MethodResult,
  table: ScoreTable,
  { reliability, histogram }: Calibration,
): Markup {
  const colour = colourOf(results, method.method);
  const what = `${method.method}, ${table.title.toLowerCase()}`;
  return html`<figure>
    <h4>${table.title}</h4>
    ${new Markup(reliabilityDiagram(`Accuracy by confidence of ${what}`, reliability, colour))}
    ${new Markup(confidenceHistogram(`How often each confidence is given by ${what}`, histogram, colour))}
    <figcaption class="numbers">${caption(table, method)}</figcaption>
  </figure>`;
}

function card(results: Results, method: MethodResult): Markup {
  const [before, after] = scoreTables;
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
  const methods = results.methods.filter(({ trials }) => trials.length > 0);
  if (methods.length === 0) return undefined;
  return html`<section id="calibration">
    <h2>Calibration</h2>
    <p>
      Accuracy, in per cent, of the predictions made with each confidence. On the dashed diagonal confidence is
      deserved; points below it are over-confident, points above it too modest.
    </p>
    <div class="cards ${methods.every((method) => method.calibrationScaled === null) ? "single" : "paired"}">
      ${methods.map((method) => card(results, method))}
    </div>
    <p class="soft">
      All seeds together. The area of a point grows with the number of its predictions (hollow: fewer than 10), its thin
      bar is the 95 % interval of the accuracy, the pale stem the distance to the diagonal. In the grey band a perfectly
      calibrated model would fall 95 % of the time. Histograms: faint is right, full colour is wrong.
    </p>
  </section>`;
}
