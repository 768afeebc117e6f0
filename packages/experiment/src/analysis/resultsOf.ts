// From analysed runs to results: the same for an experiment and for predictions from elsewhere.
import type { PrimaryQuestion } from "@softlabel/core/internal";
import { armsOf, trainedMethods } from "../options/arm.ts";
import type { Results } from "../results/results.ts";
import type { AnalysedTrial } from "./analysedTrial.ts";
import { withConclusions, withNotes } from "./conclusions.ts";
import { methodResults, type MethodTrials } from "./methodResults.ts";
import { verdictsOf } from "./verdicts.ts";

/** Version of the shape of results.json: raised when a field changes its meaning or goes. */
export const schema = 3;

type Given = "softlabel" | "experiment" | "data" | "modelNotes" | "simpleBaselines" | "examples";

/** What results are made of. */
interface AnalysedExperiment extends Pick<Results, Given> {
  /** The methods asked for, the baseline first. */
  readonly methods: readonly string[];
  /** The one question that was declared beforehand. */
  readonly question: PrimaryQuestion | undefined;
  /** The runs that are finished, and those that arms chose among them under the arm's name. */
  readonly trials: readonly AnalysedTrial[];
  readonly counts: Results["trials"];
}

/** The methods and arms asked for, in their order, then the candidates that were trained for an arm alone. */
function methodTrials(methods: readonly string[], trials: readonly AnalysedTrial[]): MethodTrials[] {
  const own = (method: string): AnalysedTrial[] => trials.filter(({ trial }) => trial.method === method);
  const candidates = trainedMethods(methods).filter((method) => !methods.includes(method));
  const choosing = (candidate: string): string =>
    armsOf(methods).find((arm) => arm.candidates.some(({ method }) => method === candidate))!.method;
  return [
    ...methods.map((method) => ({ method, trials: own(method) })),
    ...candidates.map((method) => ({ method, candidateOf: choosing(method), trials: own(method) })),
  ];
}

/** Scores and curves per method, verdicts, and conclusions. */
export function resultsOf(analysed: AnalysedExperiment): Results {
  const { methods, question, trials, counts, data, softlabel, ...shown } = analysed;
  const { verdicts, notes } = verdictsOf(methods, trials, { ...data, question });
  return withConclusions({
    schema,
    softlabel,
    ...shown,
    data: withNotes(data, notes),
    complete: counts.finished === counts.total,
    trials: counts,
    baseline: methods[0],
    methods: methodResults(methodTrials(methods, trials), data.classes),
    verdicts,
  });
}
