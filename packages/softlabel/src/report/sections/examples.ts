// A few test examples beside the probabilities that each method gives.
import type { ExamplePrediction, Results } from "../../experiment/results.ts";
import { sentenceCase } from "../format.ts";
import { html, Markup } from "../markup.ts";
import { colourOf, methodLegend } from "../methods.ts";
import { probabilityBars, type ClassRow } from "../plots/probabilityBars.ts";

/** So many classes of an example are shown, the true one always among them. */
const mostClasses = 5;

/** The true class and the likeliest others, the likeliest first. */
function shownClasses({ label, probabilities }: ExamplePrediction, classes: readonly string[]): ClassRow[] {
  const rows = classes.map((name, k) => ({
    name,
    trueLabel: k === label,
    values: probabilities.map((given) => given.probabilities[k]),
  }));
  const height = (row: ClassRow): number => Math.max(...row.values);
  const likeliest = (shown: readonly ClassRow[]): ClassRow[] => [...shown].sort((a, b) => height(b) - height(a));
  const others = likeliest(rows.filter((row) => !row.trueLabel)).slice(0, mostClasses - 1);
  return likeliest([rows[label], ...others]);
}

function picture({ image, index }: ExamplePrediction): Markup {
  if (image === undefined || !image.startsWith("data:image/")) return html`<p class="picture soft">row ${index}</p>`;
  return html`<img class="picture" src="${image}" alt="test example ${index}" />`;
}

function example(results: Results, given: ExamplePrediction): Markup {
  const names = results.data.classes;
  const colours = given.probabilities.map(({ method }) => colourOf(results, method));
  const rows = shownClasses(given, names);
  const plot = probabilityBars(
    `Probabilities for a ${names[given.label]}`,
    rows,
    colours,
    Math.max(...names.map(({ length }) => length)),
  );
  return html`<figure class="example">
    <figcaption>
      <strong>${names[given.label]}</strong> <span class="soft">${sentenceCase(given.reason)}</span>
    </figcaption>
    ${picture(given)} ${new Markup(plot)}
  </figure>`;
}

/** The section of examples; nothing where there are none. */
export function exampleSection(results: Results): Markup | undefined {
  const shown = results.examples.filter(({ probabilities }) => probabilities.length > 0);
  if (shown.length === 0) return undefined;
  const methods = [...new Set(shown.flatMap(({ probabilities }) => probabilities.map(({ method }) => method)))];
  return html`<section id="examples">
    <h2>Examples</h2>
    ${methodLegend(results, methods)}
    <div class="examples">${shown.map((given) => example(results, given))}</div>
    <p class="soft">Probabilities as trained, of the first seed. The true class is bold.</p>
  </section>`;
}
