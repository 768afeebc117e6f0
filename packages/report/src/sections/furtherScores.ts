// The scores beyond the main table, folded away: other calibration errors, selective classification, and the rest.
import type { Results, TestScores } from "@softlabel/experiment/internal";
import { decimal, percentNumber, signedPercentNumber } from "../format.ts";
import { html, type Markup } from "../markup.ts";
import { finishedMethods } from "../methods.ts";
import { measureTable, type Measure, type Part } from "../methodTable.ts";

type ScoreMeasure = Measure<TestScores>;

/** A row of fractions shown in per cent. */
const share = (name: string, help: string, read: ScoreMeasure["read"]): ScoreMeasure => ({
  name: `${name}, %`,
  help,
  write: percentNumber,
  read,
});
const number = (name: string, help: string, read: ScoreMeasure["read"]): ScoreMeasure => ({
  name,
  help,
  write: decimal,
  read,
});

const calibration: readonly ScoreMeasure[] = [
  share("ECE, equal mass", "bins of equally many examples; lower is better", (scores) => scores.eceEqualMass),
  share("Debiased error", "without the part that chance adds; lower is better", (s) => s.debiasedCalibrationError),
  share("Smooth error", "without bins; lower is better", (scores) => scores.smoothCalibrationError),
  share("Classwise ECE", "of every class’s probability; lower is better", (s) => s.classwiseCalibrationError),
  share("Maximum error", "of the worst bin; lower is better", (scores) => scores.maximumCalibrationError),
  share("Root mean square error", "large gaps count more; lower is better", (s) => s.rootMeanSquareCalibrationError),
  number("Miscalibration", "what the Brier loss of the prediction owes to it; lower is better", (s) => s.corp?.miscalibration), // prettier-ignore
  number("Discrimination", "what it owes to telling right from wrong; higher is better", (s) => s.corp?.discrimination),
  number("Uncertainty", "of the task for this accuracy; neither", (scores) => scores.corp?.uncertainty),
];

const selective: readonly ScoreMeasure[] = [
  number("AURC", "mean error rate over all coverages; lower is better", (scores) => scores.aurc),
  number("Excess AURC", "above that of the best ranking; lower is better", (scores) => scores.excessAurc),
  number("AUGRC", "errors among the accepted, over all coverages; lower is better", (scores) => scores.augrc),
  number("AUROC of errors", "surer when right than when wrong; higher is better", (s) => s.misclassificationAuroc),
  share("Error at 80 % coverage", "lower is better", (scores) => scores.riskAt80Coverage),
  share("Coverage at 5 % error", "– where it is never reached; higher is better", (scores) => scores.coverageAt5Risk),
  share("Confidence when wrong", "mean; lower is better", (scores) => scores.meanConfidenceWrong),
];

const others: readonly ScoreMeasure[] = [
  share("Top-5 accuracy", "higher is better", (scores) => scores.top5Accuracy),
  share("Balanced accuracy", "mean recall of the classes; higher is better", (scores) => scores.balancedAccuracy),
  share("Macro precision", "mean precision of the classes; higher is better", (scores) => scores.macroPrecision),
  share("Macro F1", "every class counts alike; higher is better", (scores) => scores.macroF1),
  number("Matthews correlation", "1 is perfect, 0 is guessing; higher is better", (s) => s.matthewsCorrelation),
  share("Mean confidence", "of the predicted class", (scores) => scores.meanConfidence),
  {
    ...share("Gap", "confidence minus accuracy; nearer zero is better", (s) => s.signedGap),
    write: signedPercentNumber,
  },
];

const groups = [
  { caption: "Calibration", measures: calibration },
  { caption: "Selective classification", measures: selective },
  { caption: "Others", measures: others },
];

/** Where the scores lie in a trial: as trained, and after temperature scaling where that was done. */
function partsOf(results: Results): Part<TestScores>[] {
  const scaled = finishedMethods(results).some(({ trials }) => trials.some(({ testScaled }) => testScaled !== null));
  const asTrained: Part<TestScores> = { name: "as trained", source: ({ test }) => test };
  return scaled ? [asTrained, { name: "scaled", source: ({ testScaled }) => testScaled }] : [asTrained];
}

/** The folded tables. */
export function furtherScores(results: Results): Markup | undefined {
  const methods = finishedMethods(results);
  if (methods.length === 0) return undefined;
  const parts = partsOf(results);
  const tables = groups.map((group) => measureTable(results, methods, { ...group, parts }));
  return html`<details>
    <summary>Further scores</summary>
    <p class="soft">
      Means over seeds on the test data${parts.length > 1 ? ", as trained and after temperature scaling" : ""}. Hints
      where to look: none of them carries the verdict.
    </p>
    ${tables}
  </details>`;
}
