// Parameters read from text and written again, with the types of their rows.
import { describe, expect, expectTypeOf, it } from "vitest";
import {
  describeParameter,
  formatDefaults,
  formatNamed,
  formatParameters,
  parseGiven,
  parseNamed,
  parseParameters,
  withDefaults,
  type ParameterValues,
} from "./parameters.ts";

const rows = { name: "rows", default: 10, range: { from: 1, to: 100, integer: true }, help: "" } as const;
const shares = {
  name: "shares",
  default: "equal",
  range: { from: 0, to: 1 },
  choices: ["equal"],
  list: true,
  help: "",
} as const;
const shuffle = { name: "shuffle", default: "true", choices: ["true", "false"], help: "" } as const;

const table = [rows, shares, shuffle] as const;
const withRowsRead = [{ ...rows, alone: "read" }, shares, shuffle] as const;
const withRowsWritten = [{ ...rows, alone: "written" }, shares, shuffle] as const;

const parse = (text: string) => parseGiven("data", text, table);

describe("parseGiven", () => {
  it("reads numbers, words and several numbers, in any order and with spaces", () => {
    expect(parse("shuffle=false, rows = 2e1 ,shares=0.5/0.25")).toEqual({
      rows: 20,
      shares: [0.5, 0.25],
      shuffle: "false",
    });
    expect(parse("shares=equal")).toEqual({ shares: "equal" });
    expect(parse("shares=0.5")).toEqual({ shares: 0.5 });
    expect(parse("shares=.5 / 0.25")).toEqual({ shares: [0.5, 0.25] });
    expect(parseGiven("data", undefined, table)).toEqual({});
  });

  it("reads the first value without its name where its row says so", () => {
    for (const first of [withRowsRead, withRowsWritten])
      expect(parseGiven("data", " 20 ,shuffle=false", first)).toEqual({ rows: 20, shuffle: "false" });
  });

  it.each([
    ["row=3", 'data: expected a parameter to be one of rows, shares, shuffle, got "row"'],
    ["shufle=true", 'expected a parameter to be one of shuffle, shares, rows, got "shufle"'],
    ["rows=0", "data: expected rows to be a whole number from 1 to 100, got 0; ask"],
    ["rows=1.5", "expected rows to be a whole number from 1 to 100, got 1.5; ask"],
    ["rows=", 'expected rows to be a whole number from 1 to 100, got ""; ask'],
    ["rows=1/2", 'expected rows to be a whole number from 1 to 100, got "1/2"'],
    ["rows=many", 'got "many"'],
    ["rows=0x10", 'got "0x10"'],
    ["rows=Infinity", 'got "Infinity"'],
    ["rows=1e999", "got Infinity"],
    ["shares=odd", 'expected shares to be a number from 0 to 1 (or several, joined by /) or equal, got "odd"'],
    ["shares=0.5/2", "expected each of shares to be a number from 0 to 1, got 2; ask"],
    ["shares=0.5/", 'expected each of shares to be a number from 0 to 1, got ""'],
    ["shares=0.5/equal", 'expected each of shares to be a number from 0 to 1, got "equal"'],
    ["shuffle=yes", 'expected shuffle to be one of true, false, got "yes"'],
    ["rows=1,rows=2", 'expected rows once, got "rows=1,rows=2"; ask'],
    ["rows", 'expected every parameter as name=value, got "rows"; ask'],
    ["", 'expected every parameter as name=value, got ""'],
    ["rows=1,", 'expected every parameter as name=value, got ""'],
    ["=1", 'expected every parameter as name=value, got "=1"'],
  ])("refuses %j", (text, sentence) => {
    expect(() => parseGiven("data", text, table, "ask")).toThrow(sentence);
  });

  it.each([
    ["", 'expected rows to be a whole number from 1 to 100, got ""'],
    ["1,2", 'expected every parameter after the first as name=value, got "2"'],
    ["shuffle=false,1", 'expected every parameter after the first as name=value, got "1"'],
    ["1,rows=2", "expected rows once"],
  ])("refuses %j where the first value may stand alone", (text, sentence) => {
    expect(() => parseGiven("data", text, withRowsRead)).toThrow(sentence);
  });

  it("says so where there are no parameters", () => {
    expect(() => parseGiven("data", "a=1", [])).toThrow('data: expected no parameters, got "a=1"');
  });
});

describe("parseParameters", () => {
  it("fills in the defaults", () => {
    const all = { rows: 20, shares: "equal", shuffle: "true" };
    expect(parseParameters("data", "rows=20", table)).toEqual(all);
    expect(parseParameters("data", undefined, table)).toEqual({ ...all, rows: 10 });
  });

  it("gives each value the type of its row, and any value where the rows are not known while compiling", () => {
    const values = parseParameters("data", undefined, table);
    expectTypeOf(values).toEqualTypeOf<{
      readonly rows: number;
      readonly shares: number | "equal" | readonly number[];
      readonly shuffle: "true" | "false";
    }>();
    const { row, values: untyped } = parseNamed("data", "a", [{ name: "a", parameters: table }]);
    expectTypeOf(untyped).toEqualTypeOf<ParameterValues>();
    expect(parseParameters("data", undefined, row.parameters)).toEqual(values);
  });
});

describe("formatParameters", () => {
  it("writes what differs from the defaults, and that reads as the same", () => {
    for (const text of [undefined, "rows=20", "rows=20,shares=0.5/0.25,shuffle=false"])
      expect(formatParameters(parseParameters("data", text, table), table)).toBe(text ?? "");
    expect(formatParameters(withDefaults(parse("shuffle=true,rows=10"), table), table)).toBe("");
  });

  it("writes the first value alone, or names it, as its row says", () => {
    const values = parseParameters("data", "20,shuffle=false", withRowsRead);
    expect(formatParameters(values, withRowsRead)).toBe("rows=20,shuffle=false");
    expect(formatParameters(values, withRowsWritten)).toBe("20,shuffle=false");
    expect(formatParameters(withDefaults({}, withRowsWritten), withRowsWritten)).toBe("10");
  });

  it("writes defaults where they are asked for", () => {
    expect(formatParameters(withDefaults({}, table), table, ["shares"])).toBe("shares=equal");
  });
});

describe("parseNamed", () => {
  const parameters = withRowsRead;
  const sets = [
    { name: "plain", aliases: ["simple"], parameters: [] },
    { name: "drawn", aliases: ["Monte-Carlo:shuffle=false,rows=30"], parameters },
  ] as const;

  it.each([
    ["plain", "plain"],
    ["drawn", "drawn"],
    [" drawn : 20 ", "drawn:rows=20"],
    ["drawn:rows=10,shares=1/0", "drawn:shares=1/0"],
    ["SIMPLE", "plain"],
    ["monte_carlo", "drawn:rows=30,shuffle=false"],
    ["monteCarlo:20,shuffle=true", "drawn:rows=20"],
  ])("reads %j as %s", (text, canonical) => {
    const { row, values } = parseNamed("set", text, sets);
    expect(formatNamed(row, values)).toBe(canonical);
    expect(parseNamed("set", canonical, sets)).toEqual({ row, values });
  });

  it("reads the pattern it shows", () => {
    expect(sets.map(formatDefaults)).toEqual(["plain", "drawn:rows=10,shares=equal,shuffle=true"]);
    for (const row of sets)
      expect(parseNamed("set", formatDefaults(row), sets).values).toEqual(withDefaults({}, row.parameters));
  });

  it.each([
    ["monte_carl", 'expected the name to be one of drawn, plain, got "monte_carl"'],
    ["drwn", 'set "drwn": expected the name to be one of drawn, plain, got "drwn"'],
    ["drawn:0", "got 0; write it as in drawn:rows=10,shares=equal,shuffle=true"],
    ["plain:1", 'set "plain:1": expected no parameters, got "1"; write it as in plain'],
  ])("refuses %j", (text, sentence) => {
    expect(() => parseNamed("set", text, sets)).toThrow(sentence);
  });
});

describe("describeParameter", () => {
  it("says what may be written", () => {
    expect(table.map(describeParameter)).toEqual([
      "a whole number from 1 to 100",
      "a number from 0 to 1 (or several, joined by /) or equal",
      "true or false",
    ]);
  });
});
