// The scores beyond the main table, folded away: other calibration errors, selective classification, and the rest.
import { metricTable } from "@softlabel/core";
import type { Results, TestScores } from "@softlabel/experiment/internal";
import { html, type Markup } from "../../base/markup.ts";
import { finishedMethods } from "../../figures/methods.ts";
import { measureTable, metricMeasure, type Part } from "../../figures/measureTable.ts";
import { metricsShown } from "../../tables/scores.ts";

const groups = [
  { caption: "Calibration", shown: "calibration" },
  { caption: "Selective classification", shown: "selective" },
  { caption: "Predicted classes", shown: "other" },
] as const;

/** The scores of a trial: as trained, and after temperature scaling if that was done. */
function partsOf(results: Results): Part<TestScores>[] {
  const scaled = finishedMethods(results).some(({ trials }) => trials.some(({ testScaled }) => testScaled !== null));
  const asTrained: Part<TestScores> = { name: "as trained", source: ({ test }) => test };
  return scaled ? [asTrained, { name: "scaled", source: ({ testScaled }) => testScaled }] : [asTrained];
}

/** The folded tables. */
export function furtherScores(results: Results): Markup | undefined {
  const methods = finishedMethods(results);
  if (methods.length === 0) return undefined;
  const parts = partsOf(results);
  const tables = groups.map(({ caption, shown }) => {
    const keys = metricsShown(shown);
    // Scores that a temperature does not change are shown once.
    const own = keys.some((key) => metricTable[key].scales) ? parts : parts.slice(0, 1);
    return measureTable(results, methods, { caption, parts: own, measures: keys.map(metricMeasure) });
  });
  return html`<details>
    <summary>Further scores</summary>
    <p class="soft">
      Means over seeds on the test data${parts.length > 1 ? ", as trained and after temperature scaling" : ""}. None of
      them carries the verdict.
    </p>
    ${tables}
  </details>`;
}
