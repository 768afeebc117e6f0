// The answer, first on the page: what to do, and accuracy and calibration of every method in one small table.
import { sentenceCase } from "@softlabel/core/internal";
import { metricNamed } from "@softlabel/core";
import type { Results } from "@softlabel/experiment/internal";
import { accuracyCells, calibrationCells, legend } from "./answerCells.ts";
import { comparedMethods } from "../../tables/choices.ts";
import { html, type Markup } from "../../base/markup.ts";
import { finishedMethods, methodName } from "../../figures/methods.ts";
import { simpleSentences } from "../../tables/simpleModels.ts";

/** The sentence in large type: up to its first colon in bold. */
function large(sentence: string): Markup {
  const [, lead, rest] = /^(.*?:) (.*)$/s.exec(sentence) ?? ["", sentence, ""];
  return html`<p class="recommendation"><strong>${lead}</strong> ${rest}</p>`;
}

/** The recommendation; of a single method, whether it is calibrated; else why there is neither. */
function inWords(results: Results): Markup {
  const { recommendation, baseline } = results;
  if (recommendation !== undefined) {
    const details = recommendation.details.map((detail) => html`<li>${detail}</li>`);
    return html`${large(recommendation.sentence)}
      <ul class="basis">
        ${details}
      </ul>`;
  }
  const [{ calibrationFinding: finding }, ...others] = comparedMethods(results);
  if (finding !== undefined && others.length === 0) return large(finding.sentence);
  return html`<p class="recommendation">
    No recommendation yet: that takes finished runs of ${baseline} and of at least one other method, with the same
    seeds.
  </p>`;
}

/** A row per method. */
function table(results: Results): Markup | undefined {
  const methods = finishedMethods(results);
  if (methods.length === 0) return undefined;
  const [accuracy, calibration] = [accuracyCells(results, methods), calibrationCells(results, methods)];
  const used = results.recommendation?.advice === "use" ? results.recommendation.method : undefined;
  const rows = methods.map(
    ({ method }, m) =>
      html`<tr class="${method === used ? "used" : ""}">
        <th scope="row">${methodName(results, method)}</th>
        ${accuracy[m]} ${calibration[m]}
      </tr>`,
  );
  return html`<table class="answer">
      <caption class="unseen">
        Accuracy and calibration of each method
      </caption>
      <thead>
        <tr>
          <th scope="col">Method</th>
          <th scope="col">${sentenceCase(metricNamed(results.data.accuracyMetric).name)}</th>
          <th scope="col">Calibration <small>ECE</small></th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
    ${legend(results)}`;
}

/** The section of the answer; its heading is for screen readers only. */
export function answerSection(results: Results): Markup {
  return html`<section id="answer">
    <h2 class="unseen">Answer</h2>
    ${inWords(results)} ${simpleSentences(results).map((sentence) => html`<p>${sentence}</p>`)} ${table(results)}
  </section>`;
}
