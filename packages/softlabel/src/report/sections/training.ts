// How the trials learned: loss and accuracy by epoch, in training and on held-out rows.
import type { EpochResult, Results } from "../../experiment/results.ts";
import { html, Markup } from "../markup.ts";
import { colourOf, methodLegend } from "../methods.ts";
import { learningCurve, type Course } from "../plots/learningCurve.ts";

interface Panel {
  readonly title: string;
  readonly note: string;
  readonly read: (epoch: EpochResult) => number | undefined;
}

const panels: readonly Panel[] = [
  {
    title: "Training loss",
    note: "own loss of each method: heights cannot be compared",
    read: ({ trainLoss }) => trainLoss,
  },
  {
    title: "Validation NLL",
    note: "nats, against hard labels for every method",
    read: ({ validation }) => validation?.nll,
  },
  {
    title: "Training accuracy",
    note: "per cent, as seen while training",
    read: ({ trainAccuracy }) => 100 * trainAccuracy,
  },
  { title: "Validation accuracy", note: "per cent", read: ({ validation }) => validation && 100 * validation.accuracy },
];

function courses(results: Results, read: Panel["read"]): Course[] {
  return results.methods.flatMap(({ method, trials }) =>
    trials.map(({ seed, epochs }) => ({
      method,
      colour: colourOf(results, method),
      seed,
      points: epochs.flatMap((epoch) => {
        const value = read(epoch);
        return value === undefined || !Number.isFinite(value) ? [] : [{ epoch: epoch.epoch, value }];
      }),
    })),
  );
}

function panel(results: Results, { title, note, read }: Panel): Markup | undefined {
  const drawn = courses(results, read);
  if (drawn.every(({ points }) => points.length === 0)) return undefined;
  return html`<figure>
    <figcaption><strong>${title}</strong> <span class="soft">${note}</span></figcaption>
    ${new Markup(learningCurve(title, drawn))}
  </figure>`;
}

/** The section of learning curves; nothing where no epoch is recorded. */
export function trainingSection(results: Results): Markup | undefined {
  const drawn = panels.map((row) => panel(results, row)).filter((figure) => figure !== undefined);
  if (drawn.length === 0) return undefined;
  return html`<section id="training">
    <h2>Training</h2>
    ${methodLegend(results)}
    <div class="plots wide">${drawn}</div>
    <p class="soft">Thin lines are seeds, thick lines the mean of each method.</p>
  </section>`;
}
