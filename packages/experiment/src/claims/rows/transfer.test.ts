// The probe's accuracy on held-out classes, for rows in any order.
import { describe, expect, it } from "vitest";
import type { ClaimTrial, Evidence } from "../evidence.ts";
import { leftOutName } from "../extraTable.ts";
import type { Measure } from "../measure.ts";
import { transfer } from "./transfer.ts";

/** Rows whose one feature is their label. */
function rowsOf(count: number, labelOf: (row: number) => number) {
  const labels = Int32Array.from({ length: count }, (_, row) => labelOf(row));
  return { labels, features: Float32Array.from(labels), logits: new Float32Array(0) };
}

function probeAccuracy(
  train: ReturnType<typeof rowsOf>,
  test = rowsOf(6, (row) => row % 3),
): Measure | null | undefined {
  const trials = new Map([[1, { leftOut: { train, test } } as unknown as ClaimTrial]]);
  const table = new Map(["hard", "smooth:0.1"].map((method) => [method, trials]));
  const evidence = { baseline: "hard", extras: new Map([[leftOutName, table]]) } as unknown as Evidence;
  return transfer.parts.find(({ key }) => key === "probeAccuracy")?.measure(evidence, "smooth:0.1");
}

describe("transfer", () => {
  it("keeps rows of every class where there are more than a probe needs", () => {
    expect(probeAccuracy(rowsOf(9000, (row) => row % 3))?.method).toBe(1);
    expect(probeAccuracy(rowsOf(9000, (row) => (row === 1 ? 2 : row % 2)))?.method).toBeGreaterThan(0.6);
  });

  it("measures nothing if a class has no training rows", () => {
    expect(probeAccuracy(rowsOf(30, (row) => 2 * (row % 2)))).toBeUndefined();
    expect(probeAccuracy(rowsOf(30, (row) => row % 2))).toBeUndefined();
    expect(probeAccuracy(rowsOf(0, () => 0))).toBeUndefined();
  });
});
