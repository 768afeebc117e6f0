// Loss and accuracy by epoch, on training and validation rows.
import { counted, percent } from "@softlabel/core/internal";
import { metricTable, type AccuracyMetric } from "@softlabel/core";
import { type EpochResult, type Results } from "@softlabel/experiment/internal";
import { figure } from "../figures/figure.ts";
import { decimal } from "../base/format.ts";
import { html, type Markup } from "../base/markup.ts";
import { colourOf, finishedMethods, methodLegend } from "../figures/methods.ts";
import { learningCurve, type Course } from "../plots/learningCurve.ts";

interface Panel {
  readonly title: string;
  readonly note: string;
  readonly lookFor: string;
  readonly digits: number;
  readonly read: (epoch: EpochResult) => number | undefined;
}

/** Accuracy is the one that the verdict uses. */
const panels = (accuracy: AccuracyMetric): readonly Panel[] => [
  {
    title: "Training loss",
    note: "each method’s own loss",
    lookFor: "Look for a plateau. Values of different losses are not comparable.",
    digits: 3,
    read: ({ trainLoss }) => trainLoss,
  },
  {
    title: "Validation NLL",
    note: "nats, against hard labels for every method",
    lookFor: "Look for a curve that rises again: the model becomes over-confident, even while accuracy improves.",
    digits: 3,
    read: ({ validation }) => validation?.nll,
  },
  {
    title: `Training ${metricTable[accuracy].name}`,
    note: "per cent, during training",
    lookFor: "How closely each method fits its training rows.",
    digits: 1,
    read: ({ trainAccuracy, trainBalancedAccuracy }) =>
      100 * (accuracy === "accuracy" ? trainAccuracy : trainBalancedAccuracy),
  },
  {
    title: `Validation ${metricTable[accuracy].name}`,
    note: "per cent",
    lookFor: "Whether methods differ by more than the seeds of one method.",
    digits: 1,
    read: ({ validation }) => validation && 100 * validation[accuracy],
  },
];

function courses(results: Results, read: Panel["read"]): Course[] {
  return finishedMethods(results).flatMap(({ method, trials }) =>
    trials.map(({ seed, epochs, keptEpoch }) => ({
      method,
      colour: colourOf(results, method),
      seed,
      kept: keptEpoch,
      points: epochs.flatMap((epoch) => {
        const value = read(epoch);
        return value === undefined || !Number.isFinite(value)
          ? []
          : [{ epoch: epoch.epoch - 1 + (epoch.share ?? 1), value }];
      }),
    })),
  );
}

function panel(results: Results, { title, note, lookFor, digits, read }: Panel): Markup | undefined {
  const drawn = courses(results, read);
  if (drawn.every(({ points }) => points.length === 0)) return undefined;
  return figure(
    { title, note, lookFor },
    learningCurve(title, drawn, (value) => decimal(value, digits)),
  );
}

/** Which epochs early stopping kept, by method, undefined without early stopping. */
function keptSentence(results: Results): string | undefined {
  const { patience } = results.experiment;
  const kept = finishedMethods(results).flatMap(({ method, trials }) => {
    const epochs = trials.flatMap(({ keptEpoch }) => keptEpoch ?? []);
    return epochs.length === 0 ? [] : [`${method} ${epochs.join(", ")}`];
  });
  if (kept.length === 0) return undefined;
  const after = typeof patience === "number" ? ` after ${counted(patience, "epoch")} without a lower one` : "";
  return `Early stopping by validation log loss${after}. Scores are those of the kept epochs (dots), by seed: ${kept.join("; ")}.`;
}

/** Where a number of steps ended the runs within an epoch. */
function shareSentence(results: Results): string | undefined {
  const trials = finishedMethods(results).flatMap((method) => method.trials);
  const last = trials.flatMap(({ epochs }) => epochs).find(({ share }) => share !== undefined);
  if (last?.share === undefined) return undefined;
  return `Runs end after ${String(results.experiment.steps)} steps: epoch ${last.epoch} has ${percent(last.share, 1)} of its batches.`;
}

/** The section of learning curves; undefined without epochs. */
export function trainingSection(results: Results): Markup | undefined {
  const drawn = panels(results.data.accuracyMetric)
    .map((row) => panel(results, row))
    .filter((figure) => figure !== undefined);
  if (drawn.length === 0) return undefined;
  const sentences = [keptSentence(results), shareSentence(results)].filter((sentence) => sentence !== undefined);
  return html`<section id="training">
    <h2>Training</h2>
    ${sentences.map((sentence) => html`<p>${sentence}</p>`)} ${methodLegend(results)}
    <div class="plots wide">${drawn}</div>
    <p class="soft">
      Thin lines are seeds, thick lines the mean of each method over the epochs that all its seeds reached.
    </p>
  </section>`;
}
