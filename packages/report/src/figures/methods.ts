// How methods appear in the report: which are shown, their colours, names and legend.
import type { MethodResult, Results } from "@softlabel/experiment/internal";
import { comparedMethods } from "../tables/choices.ts";
import { html, Markup } from "../base/markup.ts";
import { methodColour } from "../base/palette.ts";

/** The compared methods that have a finished trial. */
export function finishedMethods(results: Results): MethodResult[] {
  return comparedMethods(results).filter(({ trials }) => trials.length > 0);
}

/** The colour of a method by its name; a candidate has that of the method that chooses. */
export function colourOf(results: Results, name: string): string {
  const owner = results.methods.find(({ method }) => method === name)?.candidateOf ?? name;
  const index = comparedMethods(results).findIndex(({ method }) => method === owner);
  return methodColour(Math.max(0, index));
}

/** The name of a method beside a spot of its colour. */
export function methodName(results: Results, name: string): Markup {
  const breakable = name.split(/(?<=,)/).map((part) => [part, new Markup("<wbr />")]);
  return html`<span class="method" style="--colour: ${colourOf(results, name)}"><span>${breakable}</span></span>`;
}

/** All methods, for plots that show several. */
export function methodLegend(results: Results, names = comparedMethods(results).map(({ method }) => method)): Markup {
  return html`<p class="legend">${names.map((name) => methodName(results, name))}</p>`;
}
