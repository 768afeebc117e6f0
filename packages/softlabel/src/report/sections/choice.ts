// How a method that chooses its parameter on validation rows chose it, and what each candidate would have come to on the test data.
import { parseArm, type Arm } from "../../experiment/spec/arm.ts";
import type { MethodResult, Results } from "../../experiment/records/results.ts";
import { figure } from "../figure.ts";
import { shortest } from "../format.ts";
import { html, type Markup } from "../markup.ts";
import { choiceSentences, symbolOf } from "../choices.ts";
import { colourOf } from "../methods.ts";
import { parameterCurve, type Candidate } from "../plots/parameterCurve.ts";
import { columnValues, scoreTables, summarize, type ScoreColumn, type ScoreTable } from "../scores.ts";

/** A method that chooses, and the results of what it chose from, in the order of the grid. */
interface Choice {
  readonly arm: Arm;
  readonly chooser: MethodResult;
  readonly candidates: readonly { readonly value: number; readonly result: MethodResult }[];
}

/** Every method that has chosen; a candidate that is compared in its own right is among those it chose from, too. */
function choicesOf({ methods }: Results): Choice[] {
  const choosers = methods.filter(({ trials }) => trials.some(({ chosen }) => chosen !== undefined));
  return choosers.map((chooser) => {
    const arm = parseArm(chooser.method);
    const candidates = arm.candidates.flatMap(({ value, method }) => {
      const result = methods.find((own) => own.method === method);
      return result === undefined ? [] : [{ value, result }];
    });
    return { arm, chooser, candidates };
  });
}

interface Panel {
  readonly table: ScoreTable;
  readonly column: ScoreColumn;
}

/** Every column that the report shows and that a parameter can change. */
function panelsOf(): Panel[] {
  return scoreTables.flatMap((table) =>
    table.columns.filter(({ deviation, folded }) => deviation && !folded).map((column) => ({ table, column })),
  );
}

function panel(results: Results, { arm, chooser, candidates }: Choice, { table, column }: Panel): Markup | undefined {
  const drawn = candidates.map(({ value, result }): Candidate => {
    const chosenBy = chooser.trials.filter(({ chosen }) => chosen === result.method).length;
    return { parameter: shortest(value), values: columnValues(table, column, result), chosenBy };
  });
  if (drawn.every(({ values }) => values.length === 0)) return undefined;
  const baseline = results.methods.find(({ method }) => method === results.baseline);
  const { mean } = summarize(baseline === undefined ? [] : columnValues(table, column, baseline));
  const reference = Number.isFinite(mean) ? { name: results.baseline, value: mean } : undefined;
  const scaled = table.suffix === "" || column.name === "temperature" ? "" : "after temperature scaling";
  const note = [column.unit, scaled].filter((part) => part !== "").join(", ");
  const label = `${column.heading} ${scaled} on the test data by ${symbolOf(arm)}, of what ${chooser.method} chose from`;
  const look = { colour: colourOf(results, chooser.method), write: (value: number) => column.write(value) };
  return figure({ title: column.heading, note }, parameterCurve(label, symbolOf(arm), drawn, reference, look));
}

/** The section of choices; nothing where no method chooses. */
export function choiceSection(results: Results): Markup | undefined {
  const choosing = choicesOf(results);
  if (choosing.length === 0) return undefined;
  const drawn = choosing.map(
    (choice) => html`<div class="plots">${panelsOf().map((own) => panel(results, choice, own))}</div>`,
  );
  return html`<section id="choice">
    <h2>How the amount was chosen</h2>
    ${choiceSentences(results).map((sentence) => html`<p>${sentence}</p>`)} ${drawn}
    <p class="soft">
      Test scores, not used for choosing: they show what the choice was worth. A ring marks what seeds chose, with how
      many above it; small dots are seeds, the line joins their means. Look for a choice that lies far from the best
      candidate, and for metrics that would have chosen differently.
    </p>
  </section>`;
}
