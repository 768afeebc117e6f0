// Tests of the curve over candidates against its snapshot.
import { it } from "vitest";
import { decimal } from "../base/format.ts";
import { parameterCurve } from "./parameterCurve.ts";
import { expectSnapshot } from "./snapshot.fixtures.ts";

it("draws seeds, means, the baseline, and a ring around the chosen value", async () => {
  const candidates = [
    { parameter: "0.01", values: [0.5, 0.52], chosenBy: 0 },
    { parameter: "0.1", values: [0.4, 0.42], chosenBy: 2 },
    { parameter: "0.3", values: [], chosenBy: 0 },
  ];
  const look = { colour: "var(--method-1)", write: (value: number) => decimal(value, 2) };
  const plot = parameterCurve("NLL by alpha", "alpha", candidates, { name: "hard", value: 0.47 }, look);
  await expectSnapshot("parameterCurve", plot);
});
