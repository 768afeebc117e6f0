// Selective classification: risk-coverage curves of all methods.
import type { Results } from "@softlabel/experiment/internal";
import { figure } from "../figures/figure.ts";
import { html, type Markup } from "../base/markup.ts";
import { colourOf, finishedMethods } from "../figures/methods.ts";
import { riskCoverage } from "../plots/riskCoverage.ts";

/** The section of selective classification; undefined if there is no curve. */
export function selectiveSection(results: Results): Markup | undefined {
  const curves = finishedMethods(results).flatMap(({ method, riskCoverage: points = [] }) =>
    points.length === 0 ? [] : [{ method, colour: colourOf(results, method), points }],
  );
  if (curves.length === 0) return undefined;
  return html`<section id="selective">
    <h2>Selective classification</h2>
    <div class="plots one">
      ${figure(
        {
          title: "Errors by coverage",
          note: "error rate, per cent, of the most confident predictions",
          lookFor: `A curve above that of ${results.baseline} at low coverage: its confidence separates right from wrong less well. Every curve ends at the error rate on all rows.`,
        },
        riskCoverage("Error rate by coverage, most confident predictions first, by method", curves),
      )}
    </div>
    <p class="soft">Means over seeds, by confidence as trained. The dashed line is a coverage of 80 %.</p>
  </section>`;
}
