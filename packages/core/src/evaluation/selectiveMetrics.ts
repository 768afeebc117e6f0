// Metrics of the ranking by confidence: what confidence is worth to a model that may abstain.
import { areaUnderRoc } from "../metrics/rankingAreas.ts";
import { areaOfSilentErrors } from "../metrics/selective/augrcLoss.ts";
import { meanRisk } from "../metrics/selective/aurcLoss.ts";
import { largestSafeShare } from "../metrics/selective/coverageAtRisk.ts";
import { excessRisk } from "../metrics/selective/excessAurcLoss.ts";
import { riskOfShare } from "../metrics/selective/riskAtCoverage.ts";
import { finePercent, percent, type RowFrom } from "./metricRow.ts";

const aRisk = { from: "ranking", unit: percent, better: "lower", scales: true, shown: "selective" } as const;

export const selectiveMetrics = {
  riskAt80Coverage: {
    ...aRisk,
    name: "error rate at 80 % coverage",
    heading: "error at 80 % coverage",
    help: "error rate among the 80 % most confident predictions",
    value: ({ errors }) => riskOfShare(errors, 0.8),
    compared: { family: "exploratory", margin: 0.005 },
  },
  coverageAt5Risk: {
    ...aRisk,
    name: "coverage at 5 % error",
    help: "largest share of predictions, most confident first, with an error rate of at most 5 %",
    absent: "where no share is safe enough",
    better: "higher",
    value: ({ errors }) => largestSafeShare(errors, 0.05) || NaN,
  },
  aurc: {
    ...aRisk,
    name: "AURC",
    help: "area under the risk-coverage curve: mean error rate over all coverages",
    unit: finePercent,
    value: ({ errors }) => meanRisk(errors),
  },
  excessAurc: {
    ...aRisk,
    name: "excess AURC",
    help: "AURC above the least that the accuracy allows",
    unit: finePercent,
    value: ({ errors }) => excessRisk(errors),
    compared: { family: "exploratory", margin: 0.001 },
  },
  augrc: {
    ...aRisk,
    name: "AUGRC",
    help: "area under the generalised risk-coverage curve: accuracy and ranking in one number",
    unit: finePercent,
    value: ({ ranking }) => areaOfSilentErrors(ranking),
    compared: { family: "exploratory", margin: 0.001 },
  },
  misclassificationAuroc: {
    ...aRisk,
    name: "AUROC of errors",
    help: "chance that a right prediction is more confident than a wrong one",
    absent: "where every prediction is right, or every one wrong",
    better: "higher",
    value: ({ ranking }) => areaUnderRoc(ranking),
    compared: { family: "exploratory", margin: 0.01 },
  },
} as const satisfies Readonly<Record<string, RowFrom<"ranking">>>;
