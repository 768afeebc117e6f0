// The scores of all methods: tables before and after temperature scaling, and a switch that hides rows and columns without a difference.
import { metricNamed } from "@softlabel/core";
import type { Results } from "@softlabel/experiment/internal";
import { html, type Markup } from "../../base/markup.ts";
import { comparedMethods } from "../../tables/choices.ts";
import { describeSeeds, shownTables, temperatureWarnings } from "../../tables/scores.ts";
import { furtherScores } from "./furtherScores.ts";
import { isMarked, scoreTable } from "./scoreTable.ts";
import { seedScores } from "./seedScores.ts";

function tableNote(results: Results): Markup {
  const primary = results.verdicts.filter((verdict) => verdict.primary);
  const names = [...new Set(primary.map(({ metric }) => metricNamed(metric).name))];
  return html`<p class="soft">
    ${describeSeeds(comparedMethods(results))} Each dot is a seed, on one scale per column; the vertical line is the
    mean of ${results.baseline}. In brackets: the 95 % interval of the difference to ${results.baseline}.
    ${
      primary.some(isMarked)
        ? `▲ better, ▼ worse by the verdict above (${names.join(", ")}); an unmarked better number is not a finding.`
        : "A better number alone is not a finding."
    }
  </p>`;
}

/** Works without a script: while the box is ticked, the style sheet hides the rows and columns marked as the same. */
function differencesSwitch({ verdicts }: Results): Markup | undefined {
  if (verdicts.length === 0) return undefined;
  return html`<p class="switch">
    <label
      ><input type="checkbox" id="differences-only" /> Differences only
      <span class="soft">hides methods and columns whose intervals all include zero</span></label
    >
  </p>`;
}

/** The section of scores. */
export function scoreSection(results: Results): Markup {
  const methods = comparedMethods(results);
  return html`<section id="scores">
    <h2>Scores on the test data</h2>
    ${differencesSwitch(results)} ${shownTables(results).map((table) => scoreTable(results, table))}
    ${tableNote(results)} ${temperatureWarnings(methods).map((text) => html`<p class="soft">${text}</p>`)}
    ${seedScores(results)} ${furtherScores(results)}
  </section>`;
}
