// Tables as LaTeX, Markdown and CSV: their content, and names that would break them.
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { sampleResults } from "../../../../test/sampleResults.ts";
import { evaluated } from "../report.fixtures.ts";
import { summarize } from "../base/summary.ts";
import { escapeLatex, escapeMarkdown, tableFiles } from "./tableWriters.ts";

const odd = String.raw`a&b_50% {x}~^\ #$|"<n>`;
const results = sampleResults({ methods: ["hard", "smooth:0.1", odd] });
const fileOf = (format: Parameters<typeof tableFiles>[1], name: string, of = results): string =>
  new Map(tableFiles(of, format)).get(name)!;

describe("tableFiles", () => {
  it("has the scores, the verdicts and the exploratory comparisons, in files named for their format", () => {
    const names = (format: Parameters<typeof tableFiles>[1]): string[] =>
      tableFiles(results, format).map(([name]) => name);
    expect(names("latex")).toEqual(["scores.tex", "scores-scaled.tex", "verdicts.tex", "exploratory.tex"]);
    expect(names("markdown")[0]).toBe("scores.md");
    expect(names("csv")[2]).toBe("verdicts.csv");
  });

  it("leaves out empty tables", () => {
    const bare = sampleResults({ validation: false, verdicts: false });
    expect(tableFiles(bare, "csv").map(([name]) => name)).toEqual(["scores.csv"]);
    expect(tableFiles(evaluated(results), "csv")).not.toEqual([]);
  });
});

describe("LaTeX", () => {
  it("is a booktabs table with as many cells in every row", () => {
    for (const [name, text] of tableFiles(results, "latex")) {
      for (const word of ["\\usepackage{booktabs}", "\\toprule", "\\midrule", "\\bottomrule", "\\end{tabular}"])
        expect(text, name).toContain(word);
      const columns = /\\begin\{tabular\}\{(l r*|lr*)\}/.exec(text)![1].length;
      const rows = text.split("\n").filter((line) => line.endsWith("\\\\"));
      expect(rows.length, name).toBeGreaterThan(3);
      for (const row of rows) expect(row.replaceAll("\\&", "").split("&").length, row).toBe(columns);
      const unescaped = text.replaceAll(/\\[{}]/g, "");
      expect(unescaped.split("{").length, name).toBe(unescaped.split("}").length);
      expect(text.replaceAll(/\\\$/g, "").split("$").length % 2, name).toBe(1);
      expect(text, name).not.toMatch(/[−±–]/);
    }
  });

  it("sets numbers in math mode and names as text", () => {
    expect(fileOf("latex", "scores.tex")).toMatch(/^ {4}smooth:0\.1 & \$\d+\.\d \\pm \d\.\d\$ & /m);
    expect(fileOf("latex", "verdicts.tex")).toMatch(/ & \$\[-?[\d.]+, -?[\d.]+\]\$ & /);
    expect(escapeLatex(odd)).toBe(
      String.raw`a\&b\_50\% \{x\}\textasciitilde{}\textasciicircum{}\textbackslash{} \#\$\textbar{}\textquotedbl{}\textless{}n\textgreater{}`,
    );
  });
});

describe("Markdown", () => {
  it("has as many cells in every row for any names", () => {
    const lines = fileOf("markdown", "scores.md").split("\n").filter((line) => line.startsWith("|")); // prettier-ignore
    const cells = lines.map((line) => line.replaceAll("\\|", "").split("|").length);
    expect(new Set(cells).size).toBe(1);
    expect(lines).toHaveLength(2 + results.methods.length);
    expect(escapeMarkdown("a|b*c_d\ne")).toBe(String.raw`a\|b\*c\_d e`);
  });
});

describe("CSV", () => {
  it("has the numbers unrounded, with deviations, and names as they are", () => {
    const rows: Record<string, string>[] = parse(fileOf("csv", "scores.csv"), { columns: true });
    expect(rows.map(({ method }) => method)).toEqual(["hard", "smooth:0.1", odd]);
    const { mean, deviation } = summarize(results.methods[1].trials.map(({ test }) => test.accuracy));
    expect([Number(rows[1].accuracy), Number(rows[1]["accuracy sd"])]).toEqual([mean, deviation]);
  });

  it("has both ends of intervals, and p-values", () => {
    const rows: Record<string, string>[] = parse(fileOf("csv", "verdicts.csv"), { columns: true });
    const [first] = results.verdicts.filter(({ primary }) => primary);
    expect(rows[0]).toMatchObject({ method: first.method, metric: first.metric, verdict: first.verdict });
    expect([rows[0].low, rows[0].high].map(Number)).toEqual(first.interval);
    expect(Number(rows[0]["adjusted p"])).toBe(first.adjustedPValue);
  });
});
