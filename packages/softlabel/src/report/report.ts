// The report of an experiment: one HTML file that needs nothing beside it.
import type { Results } from "../experiment/results.ts";
import { count, counted } from "./format.ts";
import { html, Markup } from "./markup.ts";
import { calibrationSection } from "./sections/calibration.ts";
import { exampleSection } from "./sections/examples.ts";
import { guideSection } from "./sections/guide.ts";
import { provenanceSection } from "./sections/provenance.ts";
import { scoreSection } from "./sections/scores.ts";
import { targetSection } from "./sections/targets.ts";
import { trainingSection } from "./sections/training.ts";
import { verdictSection } from "./sections/verdicts.ts";
import { styleSheet } from "./style.ts";

/** From what matters most to what is only looked up. */
const sections = [
  verdictSection,
  scoreSection,
  trainingSection,
  calibrationSection,
  exampleSection,
  targetSection,
  guideSection,
  provenanceSection,
];

/** Data, model, epochs and seeds in one line. */
function summary({ experiment, data, methods }: Results): string {
  const trials = methods.flatMap((method) => method.trials);
  const seeds = new Set(trials.map(({ seed }) => seed)).size;
  const epochs = Math.max(0, ...trials.map((trial) => trial.epochs.length));
  const model = typeof experiment.model === "string" ? [experiment.model] : [];
  const { trainCount, testCount, classes, noun } = data;
  return [
    ...model,
    counted(methods.length, "method"),
    counted(seeds, "seed"),
    counted(epochs, "epoch"),
    `${count(trainCount)} training and ${counted(testCount, `test ${noun}`)}`,
    `${count(classes.length)} classes`,
  ].join(" · ");
}

function notice({ complete, trials }: Results): Markup | undefined {
  if (complete) return undefined;
  return html`<p class="notice" role="note">
    Not finished: ${count(trials.finished)} of ${counted(trials.total, "trial")} are done, and everything below rests on
    these alone. The same command goes on where it stopped.
  </p>`;
}

/**
 * Renders the report of an experiment as one HTML file: verdicts, scores, plots and how it was run, for light and dark screens, phones
 * and paper. It loads nothing, and every text that comes from the data is escaped.
 * @param results the content of results.json; it may be incomplete, have one seed, one epoch or no validation rows
 * @returns the text of the file
 */
export function renderReport(results: Results): string {
  const { trainCount, title: data } = results.data;
  const title = trainCount === 0 ? data : `Hard and softened targets on ${data}`;
  const page = html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>${title}</title>
      <style>
        ${new Markup(styleSheet)}
      </style>
    </head>
    <body>
      <main>
        <header>
          <h1>${title}</h1>
          <p class="summary">${summary(results)}</p>
          ${notice(results)}
        </header>
        ${sections.map((section) => section(results))}
      </main>
    </body>
  </html>`;
  return `<!doctype html>\n${page.text}\n`;
}
