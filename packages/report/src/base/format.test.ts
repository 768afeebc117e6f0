// Tests of how numbers are written.
import { describe, expect, it } from "vitest";
import * as format from "./format.ts";

describe("numbers in words", () => {
  it.each([
    [format.signedPercentNumber(0.0123), "+1.2"],
    [format.signedPercentNumber(-0.0123), "−1.2"],
    [format.signedPercentNumber(0.0001), "0.0"],
    [format.signedPercentNumber(-0.0001), "0.0"],
    [format.decimal(0.12345), "0.123"],
    [format.decimal(-0.0001), "0.000"],
    [format.decimal(1.2, 2), "1.20"],
    [format.probability(0.913), "0.91"],
    [format.probability(0.0002), "<0.01"],
    [format.probability(0), "0.00"],
    [format.shortest(0.01), "0.01"],
    [format.shortest(1 / 90), "0.0111"],
  ])("writes %s", (written, expected) => {
    expect(written).toBe(expected);
  });

  it.each([NaN, Infinity, -Infinity])("writes %s as a dash, without a unit", (value) => {
    const writers = [format.signedPercentNumber, format.decimal, format.shortest, format.probability];
    for (const write of writers) expect(write(value)).toBe(format.dash);
  });

  it("shortens by characters, not by halves of them", () => {
    expect(format.shorten("👟👟👟👟", 3)).toBe("👟👟…");
    expect(format.shorten("Coat", 4)).toBe("Coat");
  });
});
