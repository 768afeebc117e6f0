// What the experiment allows one to say: primary verdicts in full, the others folded away.
import type { Results, VerdictResult, VerdictWord } from "../../experiment/results.ts";
import { sentenceCase } from "../format.ts";
import { html, Markup } from "../markup.ts";
import { colourOf, methodName } from "../methods.ts";
import { describeMetric } from "../metrics.ts";
import { differences } from "../plots/differences.ts";

const marks: Readonly<Record<VerdictWord, string>> = {
  better: "▲",
  worse: "▼",
  "no difference": "=",
  "cannot tell": "?",
};

/** The sign of a verdict, for a table cell. */
export function verdictMark({ verdict }: VerdictResult): string {
  return marks[verdict];
}

function verdictClass(verdict: VerdictWord): string {
  return verdict.replace(" ", "-");
}

function badge(verdict: VerdictResult): Markup {
  return html`<span class="badge ${verdictClass(verdict.verdict)}"
    ><span aria-hidden="true">${verdictMark(verdict)}</span> ${verdict.verdict}</span
  >`;
}

/** Exploratory comparisons get no badge: they carry no verdict. */
function verdictItem(verdict: VerdictResult): Markup {
  return html`<li>
    ${verdict.primary ? badge(verdict) : undefined}
    <span><b>${sentenceCase(describeMetric(verdict.metric).name)}.</b> ${verdict.sentence}</span>
  </li>`;
}

/** The verdicts of each method under its name. */
function verdictsByMethod(results: Results, verdicts: readonly VerdictResult[]): Markup[] {
  const names = [...new Set(verdicts.map(({ method }) => method))];
  return names.map(
    (name) =>
      html`<div>
        <h3>${methodName(results, name)} <span class="soft">against ${results.baseline}</span></h3>
        <ul class="verdicts">
          ${verdicts.filter(({ method }) => method === name).map(verdictItem)}
        </ul>
      </div>`,
  );
}

function nothingToSay({ baseline }: Results): Markup {
  return html`<p>
    No verdict yet: that takes finished trials of ${baseline} and of at least one other method, with the same seeds.
  </p>`;
}

function exploratory(results: Results, verdicts: readonly VerdictResult[]): Markup | undefined {
  if (verdicts.length === 0) return undefined;
  return html`<details>
    <summary>Exploratory comparisons (${verdicts.length})</summary>
    <p class="soft">Not corrected for the number of comparisons: hints where to look, no findings.</p>
    ${verdictsByMethod(results, verdicts)}
  </details>`;
}

/** The intervals of one primary metric, all methods side by side. */
function differencePanel(results: Results, verdicts: readonly VerdictResult[]): Markup {
  const { name, unit, factor, better } = describeMetric(verdicts[0].metric);
  const rows = verdicts.map(({ method, difference, interval }) => ({
    method,
    colour: colourOf(results, method),
    difference: factor * difference,
    low: factor * interval[0],
    high: factor * interval[1],
  }));
  const side = better === "higher" ? "right" : "left";
  return html`<figure>
    <figcaption>
      <strong>${sentenceCase(name)}</strong>
      <span class="soft"
        >${[unit, `difference to ${results.baseline}`, `better is on the ${side}`].filter(Boolean).join(", ")}</span
      >
    </figcaption>
    ${new Markup(differences(`Difference to ${results.baseline} in ${name}, with its 95 % interval, by method`, rows))}
  </figure>`;
}

function differencePanels(results: Results, verdicts: readonly VerdictResult[]): Markup | undefined {
  if (verdicts.length === 0) return undefined;
  const metrics = [...new Set(verdicts.map(({ metric }) => metric))];
  return html`<div class="plots wide">
    ${metrics.map((metric) =>
      differencePanel(
        results,
        verdicts.filter((verdict) => verdict.metric === metric),
      ),
    )}
  </div>`;
}

/** The section of verdicts. */
export function verdictSection(results: Results): Markup {
  const primary = results.verdicts.filter((verdict) => verdict.primary);
  const others = results.verdicts.filter((verdict) => !verdict.primary);
  return html`<section id="verdict">
    <h2>Verdict</h2>
    <div class="primary">
      ${results.verdicts.length === 0 ? nothingToSay(results) : verdictsByMethod(results, primary)}
    </div>
    ${differencePanels(results, primary)} ${exploratory(results, others)}
  </section>`;
}
