// Tests of risk-coverage curves against their snapshot.
import { it } from "vitest";
import { riskCoverage } from "./riskCoverage.ts";
import { expectSnapshot } from "./snapshot.fixtures.ts";

it("draws a curve a method with its name at the end", async () => {
  const curve = (method: string, risk: number) => ({
    method,
    colour: "var(--method-0)",
    points: [0.25, 0.5, 0.75, 1].map((coverage) => ({ coverage, risk: risk * coverage ** 2 })),
  });
  await expectSnapshot("riskCoverage", riskCoverage("Errors by coverage", [curve("hard", 0.1), curve("smooth", 0.12)]));
});
