// Confusion matrices (tables for many classes), and the other classes that get the most probability.
import { grouped } from "@softlabel/core/internal";
import type { MethodResult, Results } from "@softlabel/experiment/internal";
import { asTable, caption, numbersTable } from "../figures/figure.ts";
import { percentNumber } from "../base/format.ts";
import { html, type Markup } from "../base/markup.ts";
import { colourOf, finishedMethods, methodName } from "../figures/methods.ts";
import { confusionMatrix } from "../plots/confusionMatrix.ts";

/** A matrix of more classes is noise. */
const mostDrawn = 20;
const mostPairs = 12;

/** The most frequent confusions, as rows of a table. */
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
      grouped(own),
      percentNumber(share),
    ]);
}

function confusion(results: Results, { method, confusion: counts = [] }: MethodResult): Markup | undefined {
  const { classes } = results.data;
  if (counts.length === 0) return undefined;
  const rows = confusedRows(counts, classes);
  const pairs = numbersTable(`Most frequent confusions of ${method}`, {
    columns: ["pair", "times", "% of the class"],
    rows,
  });
  if (classes.length > mostDrawn) return rows.length === 0 ? html`<p class="soft">No errors.</p>` : pairs;
  const label = `Confusion matrix of ${method}, predictions by true and predicted class`;
  const plot = confusionMatrix(label, counts, classes, colourOf(results, method));
  return html`<figure>
    ${caption({ title: "Confusion matrix", note: "per cent of each true class" })} ${plot} ${asTable(plot)}
  </figure>`;
}

/** Pairs that are listed; the others are in the table. */
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
  return html`<h4>Most probable other classes</h4>
    <ol class="pairs">
      ${said}
    </ol>
    <details class="numbers">
      <summary>As a table</summary>
      ${numbersTable(`Mean probability of another class by true class, ${method}`, { columns: ["label → other class", "probability, %"], rows })}
    </details>`;
}

/** The section of confusions; undefined if none are recorded. */
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
      True classes are rows, predicted classes columns. Below each matrix: the other classes that get the most
      probability. Look for similar classes: smoothing that treats all classes alike cannot tell a near miss from a far
      one.
    </p>
    <div class="cards even">${cards}</div>
    <p class="soft">All seeds pooled, as trained.</p>
  </section>`;
}
