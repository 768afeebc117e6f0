// The metrics that verdicts are about: their names in words, and which direction is good.

/** How a metric of a verdict is spoken of and drawn. */
export interface Metric {
  readonly name: string;
  readonly unit: string;
  /** From the metric's own unit to the shown one: fractions are shown in points. */
  readonly factor: number;
  readonly better: "higher" | "lower";
}

const metrics: Readonly<Record<string, Metric>> = {
  accuracy: { name: "accuracy", unit: "points", factor: 100, better: "higher" },
  nll: { name: "NLL", unit: "nats", factor: 1, better: "lower" },
  brier: { name: "Brier", unit: "0 to 2", factor: 1, better: "lower" },
  signedGap: { name: "calibration gap", unit: "points", factor: 100, better: "lower" },
};

/**
 * The metric that a verdict names.
 * @param text as in `VerdictResult.metric`: "nllScaled" is NLL after temperature scaling; an unknown one keeps its own name
 */
export function describeMetric(text: string): Metric {
  const plain = text.replace(/Scaled$/, "");
  const metric = metrics[plain] ?? { name: plain, unit: "", factor: 1, better: "lower" };
  return plain === text ? metric : { ...metric, name: `${metric.name} after temperature scaling` };
}
