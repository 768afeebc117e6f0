// Claims from the literature: the paper's result, the one measured here, and the outcome.
import type { ClaimOutcome, ClaimResult, Results } from "@softlabel/experiment/internal";
import { numbersTable, scrollable } from "../figures/figure.ts";
import { shortest } from "../base/format.ts";
import { html, type Markup } from "../base/markup.ts";
import { methodName } from "../figures/methods.ts";

const signs: Readonly<Record<ClaimOutcome, string>> = {
  holds: "✓",
  "does not hold": "✕",
  "cannot tell": "?",
  "not checked": "–",
};

const outcomeClass = (outcome: ClaimOutcome): string => outcome.replaceAll(" ", "-");

function badge(outcome: ClaimOutcome): Markup {
  return html`<span class="badge ${outcomeClass(outcome)}"
    ><span aria-hidden="true">${signs[outcome]}</span> ${outcome}</span
  >`;
}

/** The claims by their id, each with its outcome for every method. */
function grouped(claims: readonly ClaimResult[]): ClaimResult[][] {
  const ids = [...new Set(claims.map(({ id }) => id))];
  return ids.map((id) => claims.filter((claim) => claim.id === id));
}

function overview(results: Results, groups: readonly (readonly ClaimResult[])[]): Markup {
  const methods = [...new Set(groups.flat().map(({ method }) => method))];
  const row = (group: readonly ClaimResult[]): Markup =>
    html`<tr>
      <th scope="row">${group[0].claim}</th>
      ${methods.map((method) => {
        const own = group.find((claim) => claim.method === method);
        return html`<td>${own === undefined ? "–" : badge(own.outcome)}</td>`;
      })}
    </tr>`;
  const table = html`<table class="claims">
    <caption>
      Claims checked on this data
    </caption>
    <thead>
      <tr>
        <th scope="col">claim</th>
        ${methods.map((method) => html`<th scope="col">${methodName(results, method)}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${groups.map(row)}
    </tbody>
  </table>`;
  return scrollable("Claims", table);
}

function measured({ measured: numbers, method }: ClaimResult): Markup | undefined {
  const rows = Object.entries(numbers).map(([name, value]) => [name, shortest(value ?? NaN)]);
  if (rows.length === 0) return undefined;
  return html`<details class="numbers">
    <summary>As a table</summary>
    ${numbersTable(`Measured for ${method}`, { columns: ["measured", "value"], rows })}
  </details>`;
}

function claimItem(results: Results, group: readonly ClaimResult[]): Markup {
  const [{ claim, source, reported }] = group;
  return html`<article>
    <h3>${claim}</h3>
    <p class="soft">${source}. ${reported}</p>
    <ul class="verdicts">
      ${group.map(
        (own) =>
          html`<li>
            ${badge(own.outcome)} <span>${methodName(results, own.method)} ${own.sentence} ${measured(own)}</span>
          </li>`,
      )}
    </ul>
  </article>`;
}

/** The section of claims; undefined if none were checked. */
export function claimSection(results: Results): Markup | undefined {
  const groups = grouped(results.claims ?? []);
  if (groups.length === 0) return undefined;
  return html`<section id="claims">
    <h2>Claims from the literature</h2>
    ${overview(results, groups)}
    <details>
      <summary>Details of each claim</summary>
      <div class="primary">${groups.map((group) => claimItem(results, group))}</div>
    </details>
  </section>`;
}
