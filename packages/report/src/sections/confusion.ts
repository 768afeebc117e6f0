// Which classes (rows) are taken for which (columns), and which share their probability: matrices, or tables where classes are many.
import type { MethodResult, Results } from "@softlabel/experiment/internal";
import { asTable, caption, numbersTable } from "../figures/figure.ts";
import { count, percentNumber } from "../base/format.ts";
import { html, type Markup } from "../base/markup.ts";
import { colourOf, finishedMethods, methodName } from "../figures/methods.ts";
import { confusionMatrix } from "../plots/confusionMatrix.ts";

/** Of more classes a matrix is a picture of noise. */
const mostDrawn = 20;
const mostPairs = 12;

/** The pairs that are taken for one another most often, as rows of a table. */
function confusedRows(counts: readonly (readonly number[])[], classes: readonly string[]): string[][] {
  const pairs = counts.flatMap((row, label) => {
    const total = row.reduce((sum, own) => sum + own, 0);
    return row.map((own, predicted) => ({ label, predicted, own, share: own / total }));
  });
  return pairs
    .filter(({ label, predicted, own }) => label !== predicted && own > 0)
    .sort((a, b) => b.own - a.own || b.share - a.share)
    .slice(0, mostPairs)
    .map(({ label, predicted, own, share }) => [
      `${classes[label]} as ${classes[predicted]}`,
      count(own),
      percentNumber(share),
    ]);
}

function confusion(results: Results, { method, confusion: counts = [] }: MethodResult): Markup | undefined {
  const { classes } = results.data;
  if (counts.length === 0) return undefined;
  const rows = confusedRows(counts, classes);
  const pairs = numbersTable(`Most often confused by ${method}`, {
    columns: ["pair", "times", "% of the class"],
    rows,
  });
  if (classes.length > mostDrawn) return rows.length === 0 ? html`<p class="soft">No error.</p>` : pairs;
  const label = `How often each class is taken for which by ${method}, per cent of the class`;
  const plot = confusionMatrix(label, counts, classes, colourOf(results, method));
  return html`<figure>
    ${caption({ title: "Predictions by label", note: "per cent of each row" })} ${plot} ${asTable(plot)}
  </figure>`;
}

/** So many pairs are said in a sentence; the others are in the table. */
const mostSaid = 3;

function softened(results: Results, { method, softened: pairs = [] }: MethodResult): Markup | undefined {
  const { classes } = results.data;
  if (pairs.length === 0) return undefined;
  const named = pairs.map(({ label, other, probability }) => ({
    pair: `${classes[label]} → ${classes[other]}`,
    share: percentNumber(probability),
  }));
  const said = named.slice(0, mostSaid).map(({ pair, share }) => html`<li>${pair} <b>${share}&nbsp;%</b></li>`);
  const rows = named.map(({ pair, share }) => [pair, share]);
  return html`<h4>Most softened pairs</h4>
    <ol class="pairs">
      ${said}
    </ol>
    <details class="numbers">
      <summary>As a table</summary>
      ${numbersTable(`Mean probability that examples of a label give to another class, by ${method}`, { columns: ["label → other class", "probability, %"], rows })}
    </details>`;
}

/** The section of confusions; nothing where none are on record. */
export function confusionSection(results: Results): Markup | undefined {
  const methods = finishedMethods(results).filter(({ confusion = [], softened = [] }) =>
    [confusion, softened].some(({ length }) => length > 0),
  );
  if (methods.length === 0) return undefined;
  const cards = methods.map(
    (method) =>
      html`<article class="card">
        <h3>${methodName(results, method.method)}</h3>
        ${confusion(results, method)} ${softened(results, method)}
      </article>`,
  );
  return html`<section id="confusion">
    <h2>Confusions</h2>
    <p>
      Which classes (rows) are taken for which (columns), and to which other class a label’s examples give most
      probability, right or wrong. Look for pairs that are alike: smoothing all classes evenly cannot tell a near miss
      from a far one.
    </p>
    <div class="cards even">${cards}</div>
    <p class="soft">All seeds together, as trained.</p>
  </section>`;
}
