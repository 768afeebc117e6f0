// Ranges of a method's parameter: the values they stand for, and what they refuse.
import { describe, expect, it } from "vitest";
import { methodsIn } from "./methodRange.ts";

describe("methodsIn", () => {
  it.each([
    ["smooth:0.1", ["smooth:0.1"]],
    ["smooth:0..0.4/5", ["smooth:0", "smooth:0.1", "smooth:0.2", "smooth:0.3", "smooth:0.4"]],
    ["smooth:.4..0/3", ["smooth:0.4", "smooth:0.2", "smooth:0"]],
    ["smooth: alpha = 0.1 .. 0.3 / 3 , over=others", [0.1, 0.2, 0.3].map((value) => `smooth:${value},over=others`)],
    ["focal:gamma=1..5/3", ["focal:1", "focal:3", "focal:5"]],
    ["smooth:1e-3..1e-1/2", ["smooth:0.001", "smooth:0.1"]],
    ["smooth:0.1+penalty:0..0.2/2", ["smooth:0.1+penalty:0", "smooth:0.1+penalty:0.2"]],
    ["smooth:0..0.2/2+penalty:0.1", ["smooth:0+penalty:0.1", "smooth:0.2+penalty:0.1"]],
    ["negative:-0.8..-0.2/2", ["negative:-0.8", "negative:-0.2"]],
    ["smooth:auto,grid=0.1..0.3/3", ["smooth:auto,grid=0.1/0.2/0.3"]],
  ])("reads %s", (text, methods) => {
    expect(methodsIn(text)).toEqual(methods);
  });

  it("gives values without rounding noise", () => {
    const values = methodsIn("smooth:0..1/100").map((text) => text.slice("smooth:".length));
    expect(values[0]).toBe("0");
    expect(values.at(-1)).toBe("1");
    expect(Math.max(...values.map((value) => value.length))).toBeLessThanOrEqual("0.".length + 14);
    expect(methodsIn("smooth:0..0.3/4")).toContain("smooth:0.1");
  });

  it.each([
    ["smooth:0..0.4", 'expected a range of values, got "0..0.4"; write it as in smooth:0..0.4/5'],
    ["smooth:0..0.4/1", "expected 2 to 100 values in 0..0.4/1, got 1"],
    ["smooth:0..0.4/101", "expected 2 to 100 values in 0..0.4/101, got 101"],
    ["smooth:0..0.4/2.5", 'expected a range of values, got "0..0.4/2.5"'],
    ["smooth:a..b/3", 'expected a range of values, got "a..b/3"'],
    ["smooth:0.1..0.1/3", "expected a range between two different values"],
    ["smooth:0..2/3", "expected alpha to be a number from 0 to 1, got 2"],
    ["smooth:0..0.4/3,over=0..1/2", "expected one range of values, got"],
    ["smooth:0.1,over=0..1/2", "expected over to be one of"],
    ["hard:0..1/2", "expected no parameters"],
  ])("refuses %s", (text, message) => {
    expect(() => methodsIn(text)).toThrow(message);
  });
});
