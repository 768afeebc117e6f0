// Tests of the histogram of confidences against its snapshot.
import { it } from "vitest";
import { confidenceHistogram } from "./confidenceHistogram.ts";
import { expectSnapshot } from "./snapshot.fixtures.ts";

it("draws right predictions below and wrong ones on top", async () => {
  const histogram = { right: [0, 1, 4, 1200], wrong: [0, 2, 3, 100] };
  await expectSnapshot("confidenceHistogram", confidenceHistogram("Confidences", histogram, "var(--method-1)"));
});
