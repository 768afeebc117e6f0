// Tests of the confusion matrix against its snapshot, and of names that begin alike.
import { expect, it } from "vitest";
import { confusionMatrix } from "./confusionMatrix.ts";
import { nodeDocument } from "../nodeDocument.fixtures.ts";
import { writePlot } from "./draw.ts";
import { expectSnapshot } from "./snapshot.fixtures.ts";

it("draws shares of the label, the right ones bold, and nothing below half a per cent", async () => {
  const counts = [[90, 10, 0], [30, 69, 1], [0, 1, 999]]; // prettier-ignore
  await expectSnapshot(
    "confusionMatrix",
    confusionMatrix("Confusions", counts, ["cat", "dog", "cow"], "var(--method-1)"),
  );
});

it("keeps classes apart whose names begin alike", () => {
  const counts = [[1, 0], [0, 1]]; // prettier-ignore
  const plot = confusionMatrix("Confusions", counts, ["a very long name, first", "a very long name, second"], "red");
  expect(writePlot(plot, nodeDocument)).toContain("a very l… 2");
  expect(plot.table.columns).toEqual(["label", "as a very long name, first", "as a very long name, second"]);
});
