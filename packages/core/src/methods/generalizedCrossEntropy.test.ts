// Generalised cross-entropy next to its limit, where 1 - p^q has no digits left.
import { expect, it } from "vitest";
import { methodLoss } from "./methodLoss.ts";

it("keeps its digits however small q is", () => {
  const evaluate = (text: string) => methodLoss(text).evaluate(new Float64Array([0, 2]), new Int32Array([0]), [1, 2]);
  const { value: exact } = evaluate("hard");
  // (1 - p^q)/q = L - q L²/2 + …, L = -log p.
  for (const q of [1e-6, 1e-12, 1e-17, 1e-300])
    expect(evaluate(`gce:${q}`).value).toBeCloseTo(exact - (q * exact ** 2) / 2, 11);
});
