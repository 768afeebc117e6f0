// How methods appear in the report: a spot of their colour and their name, the same everywhere.
import type { Results } from "../experiment/results.ts";
import { html, Markup } from "./markup.ts";
import { methodColour } from "./palette.ts";

/** The colour of a method by its name. */
export function colourOf({ methods }: Results, name: string): string {
  const index = methods.findIndex(({ method }) => method === name);
  return methodColour(Math.max(0, index));
}

/** The name of a method beside a spot of its colour. */
export function methodName(results: Results, name: string): Markup {
  const breakable = name.split(/(?<=,)/).map((part) => [part, new Markup("<wbr />")]);
  return html`<span class="method" style="--colour: ${colourOf(results, name)}"><span>${breakable}</span></span>`;
}

/** All methods, for plots that show several. */
export function methodLegend(results: Results, names = results.methods.map(({ method }) => method)): Markup {
  return html`<p class="legend">${names.map((name) => methodName(results, name))}</p>`;
}
