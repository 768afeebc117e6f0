// Recall, precision and PR-AUC of each class where classes are imbalanced, their means, and the Matthews correlation.
import type { MetricKey } from "@softlabel/core";
import { counted, grouped } from "@softlabel/core/internal";
import { type ClassScores, type MethodResult, type Results } from "@softlabel/experiment/internal";
import { percentNumber } from "../base/format.ts";
import { html, type Markup } from "../base/markup.ts";
import { finishedMethods } from "../figures/methods.ts";
import { measureTable, metricMeasure, type Measure, type Part } from "../figures/measureTable.ts";

/** More classes than these are folded away. */
const mostOpen = 20;

type Trial = MethodResult["trials"][number];

/** The scores of a class, in the order shown. */
const scores: readonly (readonly [string, Exclude<keyof ClassScores, "counts">])[] = [
  ["recall", "recall"],
  ["precision", "precision"],
  ["PR-AUC", "averagePrecision"],
];

/** A metric of the table, read from a trial. */
function ofTrial(key: MetricKey): Measure<Trial> {
  const measure = metricMeasure(key);
  return { ...measure, read: ({ test }) => measure.read(test) };
}

const together: readonly Measure<Trial>[] = [
  ofTrial("balancedAccuracy"),
  ofTrial("macroPrecision"),
  {
    name: "Mean PR-AUC, %",
    help: "mean average precision of the classes; higher is better",
    write: percentNumber,
    read: ({ classScores }) => classScores?.averagePrecision.mean,
  },
  ofTrial("accuracy"),
  ofTrial("matthewsCorrelation"),
];

const whole: readonly Part<Trial>[] = [{ name: "", source: (trial) => trial }];

const byClass = scores.map(([name, key]): Part<ClassScores["recall"]["byClass"]> => ({
  name,
  source: ({ classScores }) => classScores?.[key].byClass,
}));

function classRows({ data }: Results, { counts }: ClassScores): Measure<ClassScores["recall"]["byClass"]>[] {
  return data.classes.map((name, k) => ({
    name,
    help: `${grouped(data.classCounts[k])} training, ${counted(counts[k], "test row")}`,
    write: percentNumber,
    read: (values) => values[k],
  }));
}

/** The section of classes; undefined if they are even. */
export function classSection(results: Results): Markup | undefined {
  const methods = finishedMethods(results);
  const [first] = methods.flatMap(({ trials }) => trials.flatMap(({ classScores }) => classScores ?? []));
  if (first === undefined) return undefined;
  const means = measureTable(results, methods, { caption: "Averages over classes", parts: whole, measures: together });
  const caption = "By class, per cent";
  const rows = measureTable(results, methods, { caption, parts: byClass, measures: classRows(results, first) });
  const many = results.data.classes.length > mostOpen;
  return html`<section id="classes">
    <h2>Classes</h2>
    <p>
      The classes are imbalanced, so accuracy mostly reflects the largest. Recall is the share of a class’s rows that
      are predicted as it, precision the share of the rows predicted as the class that belong to it. PR-AUC is the area
      under the precision-recall curve; guessing scores the class’s share of the rows. Look for a class that a method
      neglects.
    </p>
    ${means}
    ${
      many
        ? html`<details>
            <summary>Every class</summary>
            ${rows}
          </details>`
        : rows
    }
    <p class="soft">Means over seeds on the test data, as trained.</p>
  </section>`;
}
