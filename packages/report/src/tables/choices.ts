// The values chosen on validation rows, in words: how often, by which metric, and whether at an end of the grid.
import { counted } from "@softlabel/core/internal";
import {
  type Arm,
  type ChoiceCount,
  countChoices,
  criterionNamed,
  criterionNames,
  type MethodResult,
  parseArm,
  type Results,
  symbolOf,
} from "@softlabel/experiment/internal";

/** All methods but the candidates of a choice. */
export function comparedMethods({ methods }: Pick<Results, "methods">): MethodResult[] {
  return methods.filter(({ candidateOf }) => candidateOf === undefined);
}

const timesInWords = (times: number): string => (times === 1 ? "once" : times === 2 ? "twice" : `${times} times`);

/** A warning if the value is at an end of the grid: a better one may be outside. */
function edgeWarning({ candidates }: Arm, { value }: ChoiceCount): string {
  const values = candidates.map((candidate) => candidate.value);
  if (value === Math.max(...values)) return ` It is the largest of the ${values.length} values tried.`;
  if (value === Math.min(...values)) return ` It is the smallest of the ${values.length} values tried.`;
  return "";
}

function choiceSentence(method: MethodResult, usual: string): string[] {
  if (!method.trials.some(({ chosen }) => chosen !== undefined)) return [];
  const arm = parseArm(method.method);
  const [most, ...others] = countChoices(arm, method.trials);
  const seeds = counted(method.trials.length, "seed");
  const rest = others.map(({ value, times }) => `${value} ${timesInWords(times)}`).join(", ");
  const by = criterionNamed(arm.by ?? usual).words;
  const begin = `${method.method}: ${symbolOf(arm.parameter)} ${most.value} was chosen on the validation data by ${by}`;
  const often = others.length === 0 ? `in every one of ${seeds}` : `in ${most.times} of ${seeds} (${rest})`;
  return [`${begin} ${often}.${edgeWarning(arm, most)}`];
}

/** A sentence for each arm: "smooth:auto: α 0.1 was chosen on the validation data by accuracy in 4 of 5 seeds (0.05 once)." */
export function choiceSentences({ methods, experiment }: Pick<Results, "methods" | "experiment">): string[] {
  const usual = typeof experiment.choose === "string" ? experiment.choose : criterionNames[0];
  return methods.flatMap((method) => choiceSentence(method, usual));
}
