// The report of an experiment: one HTML file that needs nothing beside it.
import { check, counted, grouped } from "@softlabel/core/internal";
import { schema, type Results } from "@softlabel/experiment/internal";
import { html, Markup } from "../base/markup.ts";
import { writePlot } from "../plots/draw.ts";
import type { PlotDocument, PlotElement } from "../base/plotDocument.ts";
import { comparedMethods } from "../tables/choices.ts";
import { answerSection } from "../sections/answer/answer.ts";
import { calibrationSection } from "../sections/calibration.ts";
import { choiceSection } from "../sections/choice.ts";
import { classSection } from "../sections/classes.ts";
import { claimSection } from "../sections/claims.ts";
import { confusionSection } from "../sections/confusion.ts";
import { exampleSection } from "../sections/examples.ts";
import { geometrySection } from "../sections/geometry.ts";
import { guideSection } from "../sections/guide.ts";
import { noteSection } from "../sections/notes.ts";
import { parameterSection } from "../sections/parameters.ts";
import { provenanceSection } from "../sections/provenance.ts";
import { scoreSection } from "../sections/scores/scores.ts";
import { selectiveSection } from "../sections/selective.ts";
import { targetSection } from "../sections/targets.ts";
import { trainingSection } from "../sections/training.ts";
import { verdictSection } from "../sections/verdicts.ts";
import { styleSheet } from "./style/styleSheet.ts";

interface Section {
  /** As in the list of contents; the section's id is that of its element. */
  readonly name: string;
  readonly id: string;
  readonly render: (results: Results) => Markup | undefined;
}

/** The most important first. */
const sections: readonly Section[] = [
  { name: "Verdict", id: "verdict", render: verdictSection },
  { name: "Scores", id: "scores", render: scoreSection },
  { name: "Classes", id: "classes", render: classSection },
  { name: "Claims", id: "claims", render: claimSection },
  { name: "Calibration", id: "calibration", render: calibrationSection },
  { name: "Selective classification", id: "selective", render: selectiveSection },
  { name: "Parameter choice", id: "choice", render: choiceSection },
  { name: "Parameters", id: "parameters", render: parameterSection },
  { name: "Training", id: "training", render: trainingSection },
  { name: "Confusions", id: "confusion", render: confusionSection },
  { name: "Inside the model", id: "geometry", render: geometrySection },
  { name: "Examples", id: "examples", render: exampleSection },
  { name: "Targets", id: "targets", render: targetSection },
  { name: "How to read this", id: "guide", render: guideSection },
  { name: "Notes", id: "notes", render: noteSection },
  { name: "How it was run", id: "provenance", render: provenanceSection },
];

/** Data, model, epochs and seeds in one line. */
function summary(results: Results): string {
  const { experiment, data, methods } = results;
  const trials = methods.flatMap((method) => method.trials);
  const seeds = new Set(trials.map(({ seed }) => seed)).size;
  const epochs = Math.max(0, ...trials.map((trial) => trial.epochs.length));
  const model = typeof experiment.model === "string" ? [experiment.model] : [];
  const { trainCount, testCount, classes, noun } = data;
  const trained = trainCount > 0 ? `${grouped(trainCount)} training and ` : "";
  return [
    ...model,
    counted(comparedMethods(results).length, "method"),
    counted(seeds, "seed"),
    ...(epochs > 0 ? [counted(epochs, "epoch")] : []),
    `${trained}${counted(testCount, `test ${noun}`)}`,
    `${grouped(classes.length)} classes`,
  ].join(" · ");
}

function notice({ complete, trials }: Results): Markup | undefined {
  if (complete) return undefined;
  return html`<p class="notice" role="note">
    Not finished: ${grouped(trials.finished)} of ${counted(trials.total, "run")} are done; everything below uses these
    only. The same command continues where it stopped.
  </p>`;
}

/** The sections with something to show, and links to them. */
function contents(results: Results): { readonly links: Markup; readonly drawn: readonly Markup[] } {
  const shown = sections.flatMap(({ render, ...section }) => {
    const drawn = render(results);
    return drawn === undefined ? [] : [{ ...section, drawn }];
  });
  const items = shown.map(({ id, name }) => html`<li><a href="#${id}">${name}</a></li>`);
  const links = html`<nav aria-label="Contents">
    <ul>
      ${items}
    </ul>
  </nav>`;
  return { links, drawn: shown.map(({ drawn }) => drawn) };
}

/**
 * Renders the report of an experiment as one HTML file: verdicts, scores, plots and how it was run, for light and dark screens, phones
 * and paper. It loads nothing and runs no script, and every text that comes from the data is escaped.
 * @param results the content of results.json; it may be incomplete, have one seed, one epoch, no epochs or no validation rows
 * @param document where plots are drawn: a page's own, or in Node one of linkedom: `parseHTML("<html></html>").document`
 * @returns the text of the file
 * @throws UsageError for anything but results of the present schema
 */
export function renderReport(results: Results, document: PlotDocument<PlotElement>): string {
  const { schema: found } = (results ?? {}) as Partial<Results>;
  check(found === schema, "renderReport", `results of schema ${schema}`, found, "softlabel report rebuilds them");
  const { trainCount, title: data } = results.data;
  const title = trainCount === 0 ? data : `${data}: hard and softened labels compared`;
  const { links, drawn } = contents(results);
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
      <a class="skip" href="#answer">Skip to the answer</a>
      <header>
        <h1>${title}</h1>
        <p class="summary">${summary(results)}</p>
        ${notice(results)}
      </header>
      <main>${answerSection(results)} ${links} ${drawn}</main>
    </body>
  </html>`;
  // A number and its unit stay on one line.
  const text = page.write((plot) => writePlot(plot, document)).replace(/(?<=\d) %/g, "\u00a0%");
  return `<!doctype html>\n${text}\n`;
}
