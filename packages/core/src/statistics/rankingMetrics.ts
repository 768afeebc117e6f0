// Metrics of the ranking by confidence, all exploratory: what a model is worth that may decline.
import { lossPhrases, points, type RankingMetric } from "./metricDefinition.ts";

const common = { scaled: false, family: "exploratory" } as const;

/**
 * Selective classification. No calibration error is among them: even the squared one without its bias has intervals that hold
 * the truth in 90 to 93 % where seeds differ much, for a square is skewed over seeds.
 */
export const rankingMetrics: readonly RankingMetric[] = [
  {
    ...common,
    key: "riskAt80Coverage",
    name: "mistakes at 80 % coverage",
    statistic: "riskAt80Coverage",
    better: "lower",
    phrases: {
      condition: "when the model may decline the 20 % it is least sure of",
      better: "{m} makes {} fewer mistakes than {b}",
      worse: "{m} makes {} more mistakes than {b}",
      question: "{m} makes fewer mistakes than {b}",
      quantity: "mistakes",
    },
    unit: points,
    margin: 0.005,
  },
  {
    ...common,
    key: "excessAurc",
    name: "excess AURC",
    statistic: "excessAurc",
    better: "lower",
    phrases: lossPhrases("excess AURC"),
    unit: { ...points, digits: 2 },
    margin: 0.001,
  },
  {
    ...common,
    key: "augrc",
    name: "AUGRC",
    statistic: "augrc",
    better: "lower",
    phrases: lossPhrases("AUGRC"),
    unit: { ...points, digits: 2 },
    margin: 0.001,
  },
  {
    ...common,
    key: "misclassificationAuroc",
    name: "AUROC of right against wrong",
    statistic: "misclassificationAuroc",
    better: "higher",
    phrases: {
      better: "AUROC of right against wrong predictions is {} higher (better) with {m} than with {b}",
      worse: "AUROC of right against wrong predictions is {} lower (worse) with {m} than with {b}",
      question: "{m} tells right from wrong predictions better than {b}",
      quantity: "AUROC of right against wrong predictions",
    },
    unit: points,
    margin: 0.01,
  },
];
