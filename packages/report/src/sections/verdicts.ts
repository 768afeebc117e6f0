// The verdicts: primary ones in full, exploratory ones folded away.
import { sentenceCase } from "@softlabel/core/internal";
import { metricNamed } from "@softlabel/core";
import type { Results, VerdictResult, VerdictWord } from "@softlabel/experiment/internal";
import { comparedMethods } from "../tables/choices.ts";
import { figure } from "../figures/figure.ts";
import { html, type Markup } from "../base/markup.ts";
import { colourOf, methodName } from "../figures/methods.ts";
import { differences } from "../plots/differences.ts";
import { headline, verdictOrder } from "./headline.ts";

const marks: Readonly<Record<VerdictWord, string>> = {
  better: "▲",
  worse: "▼",
  "no difference": "=",
  "cannot tell": "?",
};

/** The sign of better or worse for a table cell; none for other verdicts. */
export function verdictMark({ verdict }: VerdictResult): Markup | undefined {
  if (verdict !== "better" && verdict !== "worse") return undefined;
  return html`<abbr class="mark ${verdict}" title="${verdict}">${marks[verdict]}</abbr>`;
}

function verdictClass(verdict: VerdictWord): string {
  return verdict.replace(" ", "-");
}

function badge(verdict: VerdictResult): Markup {
  return html`<span class="badge ${verdictClass(verdict.verdict)}"
    ><span aria-hidden="true">${marks[verdict.verdict]}</span> ${verdict.verdict}</span
  >`;
}

/** Exploratory comparisons get no badge, since they carry no verdict, nor the word: the heading above says it. */
function verdictItem(verdict: VerdictResult, { baseline }: Results): Markup {
  const said = sentenceCase(verdict.sentence.replace(/^Exploratory[:;] /, ""), [verdict.method, baseline]);
  return html`<li>
    ${verdict.primary ? badge(verdict) : undefined}
    <span><b>${sentenceCase(metricNamed(verdict.metric).name)}.</b> ${said}</span>
  </li>`;
}

/** Better first, then worse, then undecided. */
function inOrder(verdicts: readonly VerdictResult[]): VerdictResult[] {
  return [...verdicts].sort((a, b) => verdictOrder.indexOf(a.verdict) - verdictOrder.indexOf(b.verdict));
}

/** The verdicts of each method under its name and, where they are findings, their sum in a sentence. */
function verdictsByMethod(
  results: Results,
  verdicts: readonly VerdictResult[],
  say: (own: readonly VerdictResult[]) => string,
): Markup[] {
  const names = [...new Set(verdicts.map(({ method }) => method))];
  return names.map((name) => {
    const own = inOrder(verdicts.filter(({ method }) => method === name));
    return html`<div>
      <h3>${methodName(results, name)} <span class="said">${say(own)}</span></h3>
      <ul class="verdicts">
        ${own.map((verdict) => verdictItem(verdict, results))}
      </ul>
    </div>`;
  });
}

/** Sentences that join several verdicts. */
function together({ summary = [] }: Results): Markup | undefined {
  if (summary.length === 0) return undefined;
  return html`<ul class="together">
    ${summary.map((sentence) => html`<li>${sentence}</li>`)}
  </ul>`;
}

function nothingToSay({ baseline }: Results): Markup {
  return html`<p>
    No verdict yet: that takes finished runs of ${baseline} and of at least one other method, with the same seeds.
  </p>`;
}

function exploratory(results: Results, verdicts: readonly VerdictResult[]): Markup | undefined {
  if (verdicts.length === 0) return undefined;
  return html`<details>
    <summary>Exploratory comparisons (${verdicts.length})</summary>
    <p class="soft">Not primary questions: hints where to look, not findings.</p>
    ${verdictsByMethod(results, verdicts, () => `against ${results.baseline}`)}
  </details>`;
}

/** Where better is on an axis of differences. */
const betterSide = {
  higher: "better is on the right",
  lower: "better is on the left",
  "nearer zero": "",
  neither: "",
} as const;

/** The intervals of one primary metric, all methods side by side. */
function differencePanel(results: Results, verdicts: readonly VerdictResult[]): Markup {
  const { name, unit, better } = metricNamed(verdicts[0].metric);
  const rows = verdicts.map(({ method, difference, interval }) => ({
    method,
    colour: colourOf(results, method),
    difference: unit.scale * difference,
    low: unit.scale * interval![0],
    high: unit.scale * interval![1],
  }));
  const sides = [unit.difference, `difference to ${results.baseline}`, betterSide[better]].filter(
    (part) => part !== "",
  );
  return figure(
    { title: sentenceCase(name), note: sides.join(", ") },
    differences(`Difference to ${results.baseline} in ${name}, with its 95 % interval, by method`, rows),
  );
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
    </div>
    <p class="soft">
      An interval that misses the dashed line of no difference is a difference before correction; a long interval is an
      uncertain one.
    </p>`;
}

/** The section of verdicts: a sentence per method, the primary verdicts with their numbers, the others folded away; undefined for a single method. */
export function verdictSection(results: Results): Markup | undefined {
  if (comparedMethods(results).length < 2) return undefined;
  const primary = results.verdicts.filter((verdict) => verdict.primary);
  const drawn = primary.filter(({ interval }) => interval !== null);
  const others = results.verdicts.filter((verdict) => !verdict.primary);
  return html`<section id="verdict">
    <h2>Verdict</h2>
    ${primary.length === 0 ? nothingToSay(results) : undefined}
    <div class="primary">${verdictsByMethod(results, primary, headline)}</div>
    ${together(results)} ${differencePanels(results, drawn)} ${exploratory(results, others)}
  </section>`;
}
