// Tests of the plot of differences against its snapshot.
import { it } from "vitest";
import { differences } from "./differences.ts";
import { expectSnapshot } from "./snapshot.fixtures.ts";

it("draws a point with its interval a method, and the line of no difference", async () => {
  const rows = [
    { method: "smooth:0.1", colour: "var(--method-1)", difference: 0.4, low: 0.1, high: 0.7 },
    { method: "relax:0.1", colour: "var(--method-2)", difference: -0.1, low: -0.3, high: 0.1 },
  ];
  await expectSnapshot("differences", differences("Difference to hard in accuracy", rows));
});
