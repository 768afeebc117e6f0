// Tests of the bars of an example against their snapshot.
import { it } from "vitest";
import { probabilityBars } from "./probabilityBars.ts";
import { expectSnapshot } from "./snapshot.fixtures.ts";

it("draws the bars of a class together, and the true class bold", async () => {
  const rows = [
    { name: "Shirt", trueLabel: false, values: [0.97, 0.6] },
    { name: "Coat", trueLabel: true, values: [0.03, 0.4] },
  ];
  const colours = ["var(--method-0)", "var(--method-1)"];
  const plot = probabilityBars("Probabilities for a Coat", rows, colours, 5, ["hard", "smooth"]);
  await expectSnapshot("probabilityBars", plot);
});
