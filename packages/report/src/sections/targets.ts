// The target of each method.
import type { Results } from "@softlabel/experiment/internal";
import { shortest } from "../base/format.ts";
import { asTable } from "../figures/figure.ts";
import { html, type Markup } from "../base/markup.ts";
import { leavesTheRest, parsedMethod } from "../base/parsedMethod.ts";
import { comparedMethods } from "../tables/choices.ts";
import { colourOf, methodName } from "../figures/methods.ts";
import { targetBars } from "../plots/targetBars.ts";

/** The target in words: "0.91 for the labelled class, 0.01 for every other class". */
function describeTarget([own, ...others]: readonly number[], rest: boolean): string {
  if (rest) return `at least ${shortest(own)} for the labelled class; the model decides the rest`;
  const least = shortest(Math.min(...others));
  const most = shortest(Math.max(...others));
  const given = least === most ? `${most} for every other class` : `${least} to ${most} for the others`;
  return `${shortest(own)} for the labelled class${others.length === 0 ? "" : `, ${given}`}`;
}

function target(results: Results, method: string, effectiveTarget: readonly number[]): Markup {
  const parsed = parsedMethod(method);
  const rest = parsed !== undefined && leavesTheRest(parsed, effectiveTarget.length);
  const words = describeTarget(effectiveTarget, rest);
  const label = `Target of ${method}: ${words}`;
  const plot = targetBars(
    label,
    rest ? effectiveTarget.slice(0, 1) : effectiveTarget,
    results.data.classes,
    colourOf(results, method),
  );
  return html`<figure>
    <h3>${methodName(results, method)}</h3>
    ${plot}
    <figcaption class="soft">${words}</figcaption>
    ${asTable(plot)}
  </figure>`;
}

/** The section of targets. */
export function targetSection(results: Results): Markup | undefined {
  const figures = comparedMethods(results).flatMap(({ method, effectiveTarget }) =>
    effectiveTarget === null || effectiveTarget.length === 0 ? [] : [target(results, method, effectiveTarget)],
  );
  if (figures.length === 0) return undefined;
  return html`<section id="targets">
    <h2>Targets</h2>
    <p>
      The target for a row labelled ${results.data.classes[0]}, one bar per class, that class first. Look for how much
      is taken from that class, and which classes receive it.
    </p>
    <div class="plots small">${figures}</div>
  </section>`;
}
