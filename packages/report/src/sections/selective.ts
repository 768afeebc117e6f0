// What happens when a model may decline: risk-coverage curves of all methods.
import type { Results } from "@softlabel/experiment/internal";
import { figure } from "../figure.ts";
import { html, type Markup } from "../markup.ts";
import { colourOf, finishedMethods } from "../methods.ts";
import { riskCoverage } from "../plots/riskCoverage.ts";

/** The section of selective classification; nothing where no curve is on record. */
export function selectiveSection(results: Results): Markup | undefined {
  const curves = finishedMethods(results).flatMap(({ method, riskCoverage: points = [] }) =>
    points.length === 0 ? [] : [{ method, colour: colourOf(results, method), points }],
  );
  if (curves.length === 0) return undefined;
  return html`<section id="selective">
    <h2>When the model may decline</h2>
    <div class="plots one">
      ${figure(
        {
          title: "Errors by coverage",
          note: "error rate, per cent, among the examples that the model is surest of",
          lookFor: `A curve above that of ${results.baseline} at small coverages: confidence tells right from wrong less well, which accuracy does not show. All curves end at the error rate on everything.`,
        },
        riskCoverage("Error rate by coverage, the surest examples first, of every method", curves),
      )}
    </div>
    <p class="soft">Means over seeds, by confidence as trained. The dashed line is a coverage of 80 %.</p>
  </section>`;
}
