// Tests of the reliability diagram against its snapshot, and of bins with few rows.
import { reliabilityBins } from "@softlabel/core";
import { it } from "vitest";
import { reliabilityDiagram } from "./reliabilityDiagram.ts";
import { expectSnapshot } from "./snapshot.fixtures.ts";

const confidence = Float64Array.from({ length: 60 }, (_, i) => 0.5 + i / 121);
const correct = Uint8Array.from(confidence, (_, i) => Number(i % 3 > 0));

it("draws points, intervals, band and stems, hollow where predictions are few", async () => {
  const bins = reliabilityBins(confidence, correct, 5);
  await expectSnapshot("reliabilityDiagram", reliabilityDiagram("Accuracy by confidence", bins, "var(--method-1)"));
});
