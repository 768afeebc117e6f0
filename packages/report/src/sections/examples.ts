// Test examples, the most confidently wrong among them, beside the probabilities that each method gives.
import { sentenceCase } from "@softlabel/core/internal";
import type { ExamplePrediction, Results } from "@softlabel/experiment/internal";
import { asTable } from "../figures/figure.ts";
import { dash, shortest } from "../base/format.ts";
import { html, type Markup } from "../base/markup.ts";
import { comparedMethods } from "../tables/choices.ts";
import { colourOf, methodLegend } from "../figures/methods.ts";
import { probabilityBars, type ClassRow } from "../plots/probabilityBars.ts";

/** Classes shown per example, the true one always among them. */
const mostClasses = 5;

/** The true class and the most probable others, the most probable first. */
function shownClasses({ label, probabilities }: ExamplePrediction, classes: readonly string[]): ClassRow[] {
  const rows = classes.map((name, k) => ({
    name,
    trueLabel: k === label,
    values: probabilities.map((given) => given.probabilities[k]),
  }));
  const height = (row: ClassRow): number => Math.max(...row.values);
  const byHeight = (shown: readonly ClassRow[]): ClassRow[] => [...shown].sort((a, b) => height(b) - height(a));
  const others = byHeight(rows.filter((row) => !row.trueLabel)).slice(0, mostClasses - 1);
  return byHeight([rows[label], ...others]);
}

/** Columns of a table row that are shown; the rest are counted. */
const mostColumns = 8;

/** The row's values by column. */
function rowTable(row: NonNullable<ExamplePrediction["row"]>, index: number): Markup {
  const columns = Object.entries(row);
  const more = columns.length - mostColumns;
  const shown = columns.slice(0, mostColumns).map(
    ([name, value]) =>
      html`<tr>
        <th scope="row">${name}</th>
        <td>${typeof value === "number" ? shortest(value) : (value ?? dash)}</td>
      </tr>`,
  );
  return html`<table class="row">
    <caption>
      row ${index}${more > 0 ? `, the first ${mostColumns} of ${columns.length} columns` : ""}
    </caption>
    <tbody>
      ${shown}
    </tbody>
  </table>`;
}

function imageOrRow({ image, row, index }: ExamplePrediction): Markup {
  if (image?.startsWith("data:image/") === true) {
    return html`<img class="image" src="${image}" alt="test example ${index}" />`;
  }
  return row === undefined ? html`<p class="image soft">row ${index}</p>` : rowTable(row, index);
}

function example(results: Results, given: ExamplePrediction): Markup {
  const names = results.data.classes;
  const methods = given.probabilities.map(({ method }) => method);
  const plot = probabilityBars(
    `Probabilities of test example ${given.index}, ${names[given.label]}`,
    shownClasses(given, names),
    methods.map((method) => colourOf(results, method)),
    Math.max(...names.map(({ length }) => length)),
    methods,
  );
  return html`<figure class="example ${given.row === undefined ? "" : "with-row"}">
    <figcaption>
      <strong>${names[given.label]}</strong> <span class="note">${sentenceCase(given.reason, methods)}</span>
    </figcaption>
    ${imageOrRow(given)}
    <div>${plot} ${asTable(plot)}</div>
  </figure>`;
}

/** The examples with the predictions of the compared methods. */
function shownExamples(results: Results): ExamplePrediction[] {
  const compared = new Set(comparedMethods(results).map(({ method }) => method));
  return results.examples
    .map((given) => ({ ...given, probabilities: given.probabilities.filter(({ method }) => compared.has(method)) }))
    .filter(({ probabilities }) => probabilities.length > 0);
}

/** The section of examples; undefined if there are none. */
export function exampleSection(results: Results): Markup | undefined {
  const shown = shownExamples(results);
  if (shown.length === 0) return undefined;
  const methods = [...new Set(shown.flatMap(({ probabilities }) => probabilities.map(({ method }) => method)))];
  return html`<section id="examples">
    <h2>Examples</h2>
    <p>
      Look for confident errors: is the label doubtful, or did the model learn a shortcut? Compare how much probability
      each method leaves to the other classes.
    </p>
    ${methodLegend(results, methods)}
    <div class="examples">${shown.map((given) => example(results, given))}</div>
    <p class="soft">
      Probabilities as trained, first seed, with bars in the order of the methods above. The true class is bold.
    </p>
  </section>`;
}
