// Claim: softening makes the gap between the label's logit and every other one constant.
import { optimumOf, parseMethod, UsageError } from "@softlabel/core";
import type { ClaimDefinition } from "../claimDefinition.ts";
import { geometryPart } from "../geometryPart.ts";

/** Where the method's own loss would have the gap, if anywhere: ln(1 + K(1-α)/α) under label smoothing. */
function wantedGap(method: string, classes: number): string | undefined {
  try {
    const { gap } = optimumOf(parseMethod(method), classes);
    return gap !== undefined && Number.isFinite(gap)
      ? `The loss of ${method} is smallest at a gap of ${gap.toFixed(2)}.`
      : undefined;
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

export const gap: ClaimDefinition = {
  id: "gap",
  claim: "Softening makes the gap between the logit of the label and those of the other classes the same everywhere.",
  source: "Müller, Kornblith and Hinton 2019, section 2",
  reported: "The gap is drawn to a constant that depends on α, and differences between the wrong classes are lost.",
  parts: [
    geometryPart("gapDeviation", "the deviation of the logit gap over all", { difference: "below zero" }),
    geometryPart("gapWithinRows", "its deviation within an example", { difference: "below zero" }),
    geometryPart("gapMean", "the mean logit gap"),
  ],
  remark: ({ classes }, method) => wantedGap(method, classes),
};
