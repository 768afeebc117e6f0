// Damaged files of every format are read, or refused in one sentence: no process dies, hangs or takes 2 GiB.
import { describe, expect, it } from "vitest";
import { createRandom } from "@softlabel/core";
import { fuzz, faultOf, type FuzzReport } from "./campaign.ts";
import { mutate } from "./mutate.ts";

const formats = [
  ...["idx", "gzip", "npy", "npz", "zip", "csv", "json", "parquet", "images", "tar", "onnx", "records"],
] as const;
const cases = 200;

describe("damaged files", () => {
  // A process per format; the system shares out the processors.
  it.concurrent.each(formats)(
    "of %s",
    async (format) => {
      const report: FuzzReport = await fuzz(format, cases, 1);
      expect(report.findings).toEqual([]);
      expect(report.read + report.refused).toBe(cases);
    },
    300_000,
  );
});

describe("the fuzzer", () => {
  it("damages a file alike for the same seed, and differently for others", () => {
    const whole = Buffer.alloc(100, 7);
    const [first, again, other] = [1, 1, 2].map((seed) => mutate(whole, createRandom(seed)));
    expect(first).toEqual(again);
    expect(first).not.toEqual(other);
    expect(first).not.toEqual(whole);
  });

  it("takes one sentence of ours, and nothing of another program's", () => {
    const of = (name: string, message: string) => faultOf({ name, message, stack: "" });
    expect(of("UsageError", "a.csv: expected a table, got other text")).toBeUndefined();
    expect(of("TypeError", "x is undefined")).toContain("TypeError");
    expect(of("UsageError", "a.csv: expected a table, got INTERNAL Error")).toContain("INTERNAL");
    expect(of("UsageError", "two\nlines")).toContain("two");
  });
});
