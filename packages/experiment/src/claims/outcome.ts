// Outcomes: whether an interval meets an expectation, and the outcome of several expectations.
import type { ClaimOutcome } from "../results/results.ts";
import type { Measure } from "./measure.ts";

/** The expected difference, method minus baseline. `margin` is the largest negligible difference. */
export type Expectation =
  | { readonly difference: "below zero" | "above zero" }
  | { readonly difference: "within margin" | "not below margin"; readonly margin: number };

/** Whether an interval meets an expectation. */
type Judged = Exclude<ClaimOutcome, "not checked">;

const judge: Readonly<
  Record<Expectation["difference"], (low: number, high: number, margin: number) => readonly [boolean, boolean]>
> = {
  "below zero": (low, high) => [high < 0, low > 0],
  "above zero": (low, high) => [low > 0, high < 0],
  "within margin": (low, high, margin) => [low > -margin && high < margin, low > margin || high < -margin],
  "not below margin": (low, high, margin) => [low > -margin, high < -margin],
};

/** Whether the experiment's verdict leaves it open. That a loss rises or falls takes a verdict of better or worse. */
function isOpen(verdict: Measure["verdict"], { difference }: Expectation): boolean {
  const isDirection = difference === "below zero" || difference === "above zero";
  return verdict === "cannot tell" || (verdict === "no difference" && isDirection);
}

/**
 * Whether an expectation is met: decided only if the whole interval agrees, and the experiment's own verdict on the same
 * difference, if there is one, is not open. One run per method says nothing about methods.
 */
export function judgeMeasure({ interval, seeds, verdict }: Measure, expectation: Expectation): Judged {
  if (isOpen(verdict, expectation)) return "cannot tell";
  const margin = "margin" in expectation ? expectation.margin : 0;
  // seeds that all give the same number show no spread to judge chance by
  if (seeds === 1 || interval[0] === interval[1]) return "cannot tell";
  const [holds, fails] = judge[expectation.difference](...interval, margin);
  if (holds) return "holds";
  return fails ? "does not hold" : "cannot tell";
}

/** A claim of several parts holds if all hold, and does not hold if one does not; undefined is a part that was not measured. */
export function combineOutcomes(parts: readonly (Judged | undefined)[]): ClaimOutcome {
  if (parts.every((part) => part === undefined)) return "not checked";
  if (parts.includes("does not hold")) return "does not hold";
  return parts.every((part) => part === "holds") ? "holds" : "cannot tell";
}
