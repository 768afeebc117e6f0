// What each method pulls the model to.
import type { Results } from "../../experiment/results.ts";
import { shortest } from "../format.ts";
import { html, Markup } from "../markup.ts";
import { colourOf, methodName } from "../methods.ts";
import { targetBars } from "../plots/targetBars.ts";

/** The target in words: what the class of the label gets, and what the others. */
function describeTarget([own, ...others]: readonly number[]): string {
  const least = shortest(Math.min(...others));
  const most = shortest(Math.max(...others));
  const rest = least === most ? `${most} on each other` : `${least} to ${most} on the others`;
  return `${shortest(own)} on the label’s class${others.length === 0 ? "" : `, ${rest}`}`;
}

function target(results: Results, method: string, effectiveTarget: readonly number[]): Markup {
  const words = describeTarget(effectiveTarget);
  return html`<figure>
    <h3>${methodName(results, method)}</h3>
    ${new Markup(targetBars(`Target of ${method}: ${words}`, effectiveTarget, colourOf(results, method)))}
    <figcaption class="soft">${words}</figcaption>
  </figure>`;
}

/** The section of targets. */
export function targetSection(results: Results): Markup | undefined {
  const figures = results.methods.flatMap(({ method, effectiveTarget }) =>
    effectiveTarget === null || effectiveTarget.length === 0 ? [] : [target(results, method, effectiveTarget)],
  );
  if (figures.length === 0) return undefined;
  return html`<section id="targets">
    <h2>Targets</h2>
    <p>What a row labelled ${results.data.classes[0]} is pulled to; one bar a class, that class first.</p>
    <div class="plots small">${figures}</div>
  </section>`;
}
