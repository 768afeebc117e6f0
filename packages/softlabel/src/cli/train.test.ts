// The options that train has instead of several methods and seeds.
import { describe, expect, it } from "vitest";
import { trainFields } from "./train.ts";

describe("--method", () => {
  it("is one method in canonical text", () => {
    expect(trainFields.method.parse("smooth:alpha=.20")).toBe("smooth:0.2");
  });

  it.each([
    [
      "smooth:0..0.4/5",
      '--method: expected one method, got "smooth:0..0.4/5"; softlabel compare --methods takes a range',
    ],
    ["smooth:auto", "expected alpha to be a number from 0 to 1"],
    ["smoth:0.1", "smooth"],
  ])("refuses %s", (text, message) => {
    expect(() => trainFields.method.parse(text)).toThrow(message);
  });
});
