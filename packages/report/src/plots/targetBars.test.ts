// Tests of the bars of a target against their snapshot.
import { it } from "vitest";
import { expectSnapshot } from "./snapshot.fixtures.ts";
import { targetBars } from "./targetBars.ts";

it("draws one bar per class", async () => {
  const plot = targetBars("Target of smooth:0.3", [0.8, 0.1, 0.1], ["cat", "dog", "cow"], "var(--method-1)");
  await expectSnapshot("targetBars", plot);
});
