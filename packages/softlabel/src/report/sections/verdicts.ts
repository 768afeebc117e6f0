// What the experiment allows one to say: primary verdicts in full, the others folded away.
import type { Results, VerdictResult, VerdictWord } from "../../experiment/results.ts";
import { html, type Markup } from "../markup.ts";
import { methodName } from "../methods.ts";

const marks: Readonly<Record<VerdictWord, string>> = {
  better: "▲",
  worse: "▼",
  "no difference": "=",
  "cannot tell": "?",
};

const metricNames: Readonly<Record<string, string>> = {
  accuracy: "accuracy",
  nll: "NLL",
  brier: "Brier",
  signedGap: "calibration gap",
};

/** The metric in words: "nllScaled" is NLL after temperature scaling. */
export function metricName(metric: string): string {
  const scaled = metric.endsWith("Scaled");
  const plain = scaled ? metric.slice(0, -"Scaled".length) : metric;
  return (metricNames[plain] ?? plain) + (scaled ? " after temperature scaling" : "");
}

/** The sign of a verdict, for a table cell. */
export function verdictMark({ verdict }: VerdictResult): string {
  return marks[verdict];
}

function verdictClass(verdict: VerdictWord): string {
  return verdict.replace(" ", "-");
}

function verdictItem(verdict: VerdictResult): Markup {
  return html`<li>
    <span class="badge ${verdictClass(verdict.verdict)}"
      ><span aria-hidden="true">${verdictMark(verdict)}</span> ${verdict.verdict}</span
    >
    <span>${verdict.sentence} <span class="soft">${metricName(verdict.metric)}</span></span>
  </li>`;
}

/** The verdicts of each method under its name. */
function verdictsByMethod(results: Results, verdicts: readonly VerdictResult[]): Markup[] {
  const names = [...new Set(verdicts.map(({ method }) => method))];
  return names.map(
    (name) =>
      html`<h3>${methodName(results, name)} <span class="soft">against ${results.baseline}</span></h3>
        <ul class="verdicts">
          ${verdicts.filter(({ method }) => method === name).map(verdictItem)}
        </ul>`,
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

/** The section of verdicts. */
export function verdictSection(results: Results): Markup {
  const primary = results.verdicts.filter((verdict) => verdict.primary);
  const others = results.verdicts.filter((verdict) => !verdict.primary);
  return html`<section id="verdict">
    <h2>Verdict</h2>
    <div class="primary">
      ${results.verdicts.length === 0 ? nothingToSay(results) : verdictsByMethod(results, primary)}
    </div>
    ${exploratory(results, others)}
  </section>`;
}
