// Parameters chosen on validation rows, and the test scores of every candidate.
import { type Arm, type MethodResult, parseArm, type Results } from "@softlabel/experiment/internal";
import { shortest } from "../base/format.ts";
import { html, type Markup } from "../base/markup.ts";
import { choiceSentences } from "../tables/choices.ts";
import { colourOf } from "../figures/methods.ts";
import { parameterPanels, type ParameterSeries } from "../figures/parameterPanels.ts";

/** A method that chooses, and the results of its candidates, in the order of the grid. */
interface Choice {
  readonly arm: Arm;
  readonly chooser: MethodResult;
  readonly candidates: readonly { readonly value: number; readonly result: MethodResult }[];
}

/** Every method that has chosen, with its candidates, also those that are compared themselves. */
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
    owner: `candidates of ${chooser.method}`,
    points: candidates.map(({ value, result }) => ({
      value: shortest(value),
      result,
      chosenBy: chooser.trials.filter(({ chosen }) => chosen === result.method).length,
    })),
  };
}

/** The section of choices; undefined if no method chooses. */
export function choiceSection(results: Results): Markup | undefined {
  const choosing = choicesOf(results);
  if (choosing.length === 0) return undefined;
  const drawn = choosing.map((choice) => parameterPanels(results, seriesOf(results, choice)));
  return html`<section id="choice">
    <h2>Choice of the parameter</h2>
    ${choiceSentences(results).map((sentence) => html`<p>${sentence}</p>`)} ${drawn}
    <p class="soft">
      Test scores, which played no part in the choice. A ring marks a chosen value, with the number of seeds above it;
      small dots are seeds, the line joins their means. Look for a choice far from the best candidate, and for metrics
      that would have chosen differently.
    </p>
  </section>`;
}
