// Tests that the table of the terminal lines up and fits.
import { describe, expect, it } from "vitest";
import { sampleResults, type SampleOptions } from "../../../../test/sampleResults.ts";
import { renderTable } from "./textTable.ts";

const eight = ["hard", "smooth:0.05", "smooth:0.1", "smooth:0.2,over=others", "relax:0.05", "relax:0.1", "relax:0.2"];
const cases: readonly (readonly [string, SampleOptions])[] = [
  ["five seeds", {}],
  ["one seed", { seeds: 1, epochs: 1 }],
  ["no validation rows", { validation: false }],
  [
    "eight methods, one with a long name",
    { methods: [...eight, "smooth:0.1,over=others,prior=frequency"], finished: 37 },
  ],
  [
    "uneven classes",
    { uneven: true, classes: ["common", "less common", "rare"], methods: ["hard", "smooth:0.2,over=others"] },
  ],
  ["many uneven classes", { uneven: true }],
  ["simple models", { baselines: true, uneven: true, classes: ["often", "seldom"] }],
  ["nothing finished", { finished: 0 }],
];

/** The lines of each table, without its title. */
function tables(text: string): string[][] {
  return text
    .split("\n\n")
    .map((block) => block.split("\n"))
    .filter((lines) => lines.length > 1 && lines[1].startsWith("method"))
    .map((lines) => lines.slice(1));
}

describe.each(cases)("the table of %s", (_, options) => {
  const text = renderTable(sampleResults(options));

  it("has lines of equal length in each table, at most 100 characters wide", () => {
    for (const lines of tables(text)) {
      const widths = new Set(lines.filter((line) => line.includes("  ")).map((line) => [...line].length));
      expect(widths.size).toBe(1);
      expect(Math.max(...widths)).toBeLessThanOrEqual(100);
    }
  });

  it("ends every column where its heading ends", () => {
    for (const [heading, ...rows] of tables(text)) {
      const ends = [...heading.matchAll(/\S(?= {2}|$)/g)].map(({ index }) => index).slice(1);
      for (const row of rows.filter((line) => line.includes("  "))) {
        for (const end of ends) expect(row.slice(end, end + 3)).toMatch(/^\S( {2}|$)/);
      }
    }
  });

  it("names every method and holds no NaN", () => {
    for (const { method } of sampleResults(options).methods) expect(text).toContain(method);
    expect(text).not.toMatch(/NaN|undefined|null/);
  });
});

describe("renderTable", () => {
  it("names unfinished runs", () => {
    expect(renderTable(sampleResults({ finished: 4 }))).toContain("Not finished: 4 of 15 runs are done.");
  });

  it("has a second table only after temperature scaling", () => {
    expect(tables(renderTable(sampleResults()))).toHaveLength(2);
    expect(tables(renderTable(sampleResults({ validation: false })))).toHaveLength(1);
  });

  it("shows balanced accuracy before accuracy, and every class, where classes are uneven", () => {
    const [trained, , classes] = tables(renderTable(sampleResults({ uneven: true, classes: ["often", "seldom"] })));
    expect(trained[0]).toMatch(/^method +balanced % +accuracy % +NLL/);
    expect(classes[0]).toMatch(/^method +often % +seldom % +precision % +PR-AUC % +MCC$/);
    expect(tables(renderTable(sampleResults()))[0][0]).toMatch(/^method +accuracy % +NLL/);
  });

  it("has a row for each simple model, after temperature scaling only for one that has a temperature", () => {
    const [trained, scaled] = tables(renderTable(sampleResults({ baselines: true })));
    expect(trained.slice(-2).map((line) => line.trim().split(/ {2,}/)[0])).toEqual(["majority", "linear model"]);
    expect(trained.at(-1)).toMatch(/^linear model +89\.4 +\d/);
    expect(scaled.slice(-2).map((line) => line.trim().split(/ {2,}/)[0])).toEqual(["relax:0.1", "linear model"]);
  });

  it("lets a style change looks but not widths", () => {
    const style = (text: string, role: string): string => (role === "method" ? `<${text}>` : text);
    const styled = renderTable(sampleResults(), { style });
    expect(styled).toContain("<hard      >");
    expect(styled.replace(/[<>]/g, "")).toBe(renderTable(sampleResults()));
  });
});
