// How the trials learned: loss and accuracy by epoch, in training and on held-out rows.
import type { EpochResult, Results } from "../../experiment/results.ts";
import { percentNumber } from "../format.ts";
import { html, Markup } from "../markup.ts";
import { colourOf, methodLegend } from "../methods.ts";
import { learningCurve, type Course } from "../plots/learningCurve.ts";

interface Panel {
  readonly title: string;
  readonly note: string;
  readonly read: (epoch: EpochResult) => number | undefined;
  readonly tickFormat?: (value: number) => string;
}

const asPercent = (value: number): string => percentNumber(value).replace(/\.0$/, "");

const panels: readonly Panel[] = [
  {
    title: "Training loss",
    note: "each method's own loss: the heights of different methods cannot be compared",
    read: ({ trainLoss }) => trainLoss,
  },
  {
    title: "Validation NLL",
    note: "nats, against hard labels, for every method the same",
    read: ({ validation }) => validation?.nll,
  },
  {
    title: "Training accuracy",
    note: "per cent, as seen while training",
    read: ({ trainAccuracy }) => trainAccuracy,
    tickFormat: asPercent,
  },
  {
    title: "Validation accuracy",
    note: "per cent",
    read: ({ validation }) => validation?.accuracy,
    tickFormat: asPercent,
  },
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

function panel(results: Results, { title, note, read, tickFormat }: Panel): Markup | undefined {
  const drawn = courses(results, read);
  if (drawn.every(({ points }) => points.length === 0)) return undefined;
  return html`<figure>
    <figcaption><strong>${title}</strong> <span class="soft">${note}</span></figcaption>
    ${new Markup(learningCurve(title, drawn, tickFormat))}
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
