// How to read the report, in plain words.
import { type MetricKey } from "@softlabel/core";
import { describeMetric } from "@softlabel/core/internal";
import type { Results } from "@softlabel/experiment/internal";
import { html, type Markup } from "../base/markup.ts";
import { scoreTables } from "../tables/scores.ts";

/** Words that are not metrics. */
const words: readonly (readonly [string, string])[] = [
  ["confidence", "Probability of the predicted class."],
  [
    "temperature",
    "Number that all logits are divided by, fitted on validation rows or, in an evaluation without them, cross-fitted on test rows. Above 1 it lowers confidence, below 1 it raises it. It changes no prediction and costs almost nothing, so a method should also be judged after it.",
  ],
  [
    "interval",
    "Contains the true difference in 95 of 100 experiments like this one, with new seeds and new test rows. Runs with the same seed are paired.",
  ],
];

/** The metrics of the main tables, as the table of metrics describes them. */
function metricWords({ data }: Pick<Results, "data">): (readonly [string, string])[] {
  return scoreTables(data)[0].columns.map(({ key, heading }) => [heading, describeMetric(key as MetricKey)]);
}

/** The section that explains the terms. */
export function guideSection({ baseline, data }: Results): Markup {
  return html`<section id="guide">
    <h2>How to read this</h2>
    <p>
      Each method is compared with ${baseline}. <b>Better</b> and <b>worse</b>: chance alone would rarely produce such a
      difference (p below 0.05, corrected for the number of comparisons). <b>No difference</b>: the difference is too
      small to matter. <b>Cannot tell</b>: more seeds or more test rows are needed.
    </p>
    <dl>
      ${[...metricWords({ data }), ...words].map(
        ([word, meaning]) =>
          html`<div>
            <dt>${word}</dt>
            <dd>${meaning}</dd>
          </div>`,
      )}
    </dl>
  </section>`;
}
