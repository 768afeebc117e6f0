// How a method that chooses its parameter on validation rows chose it, and what each candidate would have come to on the test data.
import { type Arm, type MethodResult, parseArm, type Results } from "@softlabel/experiment/internal";
import { shortest } from "../base/format.ts";
import { html, type Markup } from "../base/markup.ts";
import { choiceSentences } from "../tables/choices.ts";
import { colourOf } from "../figures/methods.ts";
import { parameterPanels, type ParameterSeries } from "../figures/parameterPanels.ts";

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

function seriesOf(results: Results, { arm, chooser, candidates }: Choice): ParameterSeries {
  return {
    parameter: arm.parameter,
    colour: colourOf(results, chooser.method),
    owner: `of what ${chooser.method} chose from`,
    points: candidates.map(({ value, result }) => ({
      value: shortest(value),
      result,
      chosenBy: chooser.trials.filter(({ chosen }) => chosen === result.method).length,
    })),
  };
}

/** The section of choices; nothing where no method chooses. */
export function choiceSection(results: Results): Markup | undefined {
  const choosing = choicesOf(results);
  if (choosing.length === 0) return undefined;
  const drawn = choosing.map((choice) => parameterPanels(results, seriesOf(results, choice)));
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
