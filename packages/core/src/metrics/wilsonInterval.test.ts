// Tests of Wilson's interval against its defining equation and at its ends.
import { describe, expect, it } from "vitest";
import { wilsonInterval } from "./wilsonInterval.ts";

describe("wilsonInterval", () => {
  it.each([
    [81, 263],
    [15, 148],
    [0.5, 3],
    [228, 228],
    [0, 20],
  ])("of %d of %d ends where the share is 1.96 standard errors away", (right, count) => {
    for (const end of wilsonInterval(right, count)) {
      const distance = Math.abs(right / count - end);
      expect(distance).toBeCloseTo(1.959963984540054 * Math.sqrt((end * (1 - end)) / count), 12);
    }
  });

  // Newcombe, Statistics in Medicine 17, 1998, table I: 0.2553 to 0.3662.
  it("is that of a published table", () => {
    const [low, high] = wilsonInterval(81, 263);
    expect([low.toFixed(4), high.toFixed(4)]).toEqual(["0.2553", "0.3662"]);
  });

  it("refuses more correct examples than there are", () => {
    expect(() => wilsonInterval(3, 2)).toThrow("wilsonInterval: expected right to be a number from 0 to 2, got 3");
  });
});
