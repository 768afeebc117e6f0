// Claim: softening costs log loss, with or without temperature scaling.
import { nats, type ClaimDefinition } from "../claimDefinition.ts";
import { inMetric, logLosses } from "../measure.ts";

export const nll: ClaimDefinition = {
  id: "nll",
  claim: "Softening makes the log loss worse, whatever the temperature.",
  source: "Müller, Kornblith and Hinton 2019, section 3.2",
  reported:
    "Translation: hard targets have the better log loss at every temperature, though smoothing has the better BLEU.",
  parts: [
    {
      key: "nll",
      quantity: "log loss",
      unit: nats,
      measure: (evidence, method) => inMetric(evidence, method, "nll", ({ scores }) => scores.nll, logLosses(evidence)),
      expects: { difference: "above zero" },
    },
    {
      key: "nllScaled",
      quantity: "log loss after temperature scaling",
      unit: nats,
      measure: (evidence, method) =>
        inMetric(evidence, method, "nllScaled", ({ scaled }) => scaled?.nll, logLosses(evidence)),
      expects: { difference: "above zero" },
    },
  ],
};
