// Parameters read from text and written again.
import { describe, expect, it } from "vitest";
import { describeParameter, formatParameters, parseParameters, withDefaults } from "./parameters.ts";
import type { Parameter } from "./parameters.ts";

const table: readonly Parameter[] = [
  { name: "rows", default: 10, range: { from: 1, to: 100, integer: true }, help: "" },
  { name: "shares", default: "equal", range: { from: 0, to: 1 }, choices: ["equal"], list: true, help: "" },
  { name: "shuffle", default: "true", choices: ["true", "false"], help: "" },
];

const parse = (text: string) => parseParameters("data", text, table);

describe("parseParameters", () => {
  it("reads numbers, words and several numbers, in any order and with spaces", () => {
    expect(parse("shuffle=false, rows = 2e1 ,shares=0.5/0.25")).toEqual({
      rows: 20,
      shares: [0.5, 0.25],
      shuffle: "false",
    });
    expect(parse("shares=equal")).toEqual({ shares: "equal" });
    expect(parse("shares=0.5")).toEqual({ shares: 0.5 });
    expect(parse("")).toEqual({});
  });

  it.each([
    ["row=3", 'data: expected the parameter to be one of rows, shares, shuffle, got "row"'],
    ["rows=0", 'data: expected rows to be a whole number from 1 to 100, got "0"'],
    ["rows=1.5", 'expected rows to be a whole number from 1 to 100, got "1.5"'],
    ["rows=", 'expected rows to be a whole number from 1 to 100, got ""'],
    ["rows=1/2", 'expected rows to be a whole number from 1 to 100, got "1/2"'],
    ["rows=many", 'got "many"'],
    ["rows=Infinity", 'got "Infinity"'],
    ["shares=odd", 'expected shares to be a number from 0 to 1, or several joined by / or equal, got "odd"'],
    ["shares=0.5/2", "expected each of shares to be a number from 0 to 1, got 2"],
    ["shuffle=yes", 'expected shuffle to be one of true, false, got "yes"'],
    ["rows=1,rows=2", 'expected rows once, got "rows=1,rows=2"'],
    ["rows", 'expected key=value pairs joined by commas, got "rows"'],
    ["rows=1,", 'expected key=value pairs joined by commas, got ""'],
    ["=1", 'got "=1"'],
  ])("refuses %s", (text, sentence) => {
    expect(() => parse(text)).toThrow(sentence);
  });

  it("says so where there are no parameters", () => {
    expect(() => parseParameters("data", "a=1", [])).toThrow('data: expected no parameters, got "a=1"');
  });
});

describe("formatParameters", () => {
  it("writes what differs from the defaults, and that reads as the same", () => {
    for (const text of ["", "rows=20", "rows=20,shares=0.5/0.25,shuffle=false"]) {
      const values = withDefaults(parse(text), table);
      expect(formatParameters(values, table)).toBe(text);
    }
    expect(formatParameters(withDefaults(parse("shuffle=true,rows=10"), table), table)).toBe("");
  });
});

describe("describeParameter", () => {
  it("says what may be written", () => {
    expect(table.map(describeParameter)).toEqual([
      "a whole number from 1 to 100",
      "a number from 0 to 1, or several joined by / or equal",
      "true or false",
    ]);
  });
});
