// Tests of the histograms of logit gaps against their snapshot, and of bins put together in the table.
import { expect, it } from "vitest";
import { logitGapHistogram } from "./logitGapHistogram.ts";
import { expectSnapshot } from "./snapshot.fixtures.ts";

it("draws one row of bars per method, and the optimum if there is one", async () => {
  const rows = [
    { method: "hard", colour: "var(--method-0)", histogram: { from: -2, to: 6, counts: [0, 1, 2, 5] } },
    { method: "smooth", colour: "var(--method-1)", histogram: { from: -2, to: 6, counts: [0, 0, 8, 0] }, optimum: 3.1 },
  ];
  await expectSnapshot("logitGapHistogram", logitGapHistogram("Logit gaps", rows));
});

it("puts bins together in the table, keeping all of the mass", () => {
  const histogram = { from: 0, to: 50, counts: new Array<number>(50).fill(2) };
  const { rows } = logitGapHistogram("Logit gaps", [{ method: "hard", colour: "red", histogram }]).table;
  expect(rows.length).toBeLessThanOrEqual(20);
  expect([rows[0][0], rows.at(-1)![0]]).toEqual(["0.0 to 3.0", "48.0 to 50.0"]);
  expect(rows.reduce((sum, [, share]) => sum + Number(share), 0)).toBeCloseTo(100, 9);
});
