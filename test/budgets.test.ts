// The budgets: sizes of files and functions, and what no file may contain.
import path from "node:path";
import { describe, expect, it } from "vitest";
import { countLines, findForbiddenCode, findForbiddenText, functionLengths, hasHeader, quantile } from "./budgets.ts";
import { isTest, packageSources, readText, repositoryFiles, sourceFiles } from "./sourceFiles.ts";

interface RaisedLimit {
  readonly file: string;
  /** The function's name; absent for the file as a whole. */
  readonly name?: string;
  readonly lines: number;
  readonly reason: string;
}

/** Every exception to the limits, with its reason. */
const raisedLimits: readonly RaisedLimit[] = [];

const fileLimit = { source: 300, test: 500 };
const functionLimit = 40;
/** Source files in one folder. */
const mostFiles = 25;
const typical = { medianFile: 120, p90File: 250, medianFunction: 8, p90Function: 25 };

function limitOf(file: string, name?: string): number {
  const raised = raisedLimits.find((entry) => entry.file === file && entry.name === name);
  if (raised !== undefined) return raised.lines;
  if (name !== undefined) return functionLimit;
  return isTest(file) ? fileLimit.test : fileLimit.source;
}

const typescriptFiles = sourceFiles.filter((file) => file.endsWith(".ts"));
const scriptFiles = sourceFiles.filter((file) => !file.endsWith(".py"));
const textFiles = repositoryFiles.filter(
  (file) => !/\.(png|jpe?g|gif|ico|woff2?|gz|npy|onnx|wasm|parquet)$/.test(file),
);

describe("sizes", () => {
  it(`files have at most ${fileLimit.source} lines, tests ${fileLimit.test}`, () => {
    const sizes = sourceFiles.map((file) => ({ file, lines: countLines(readText(file)), limit: limitOf(file) }));
    const tooLong = sizes.filter(({ lines, limit }) => lines > limit);
    expect(tooLong.map(({ file, lines, limit }) => `${file}: ${lines} lines, limit ${limit}`)).toEqual([]);
  });

  it(`functions have at most ${functionLimit} lines`, () => {
    const tooLong = scriptFiles.flatMap((file) =>
      functionLengths(file, readText(file))
        .filter(({ name, lines }) => lines > limitOf(file, name))
        .map(({ name, line, lines }) => `${file}:${line}: ${name} has ${lines} lines, limit ${limitOf(file, name)}`),
    );
    expect(tooLong).toEqual([]);
  });

  it(`folders of a package hold at most ${mostFiles} source files`, () => {
    const counts = new Map<string, number>();
    for (const file of packageSources) counts.set(path.dirname(file), (counts.get(path.dirname(file)) ?? 0) + 1);
    expect([...counts].filter(([, count]) => count > mostFiles)).toEqual([]);
  });

  it("the packages' files and functions are typically short", () => {
    const files = packageSources.map((file) => countLines(readText(file)));
    const functions = packageSources.flatMap((file) => functionLengths(file, readText(file)).map(({ lines }) => lines));
    const measured = {
      medianFile: quantile(files, 0.5),
      p90File: quantile(files, 0.9),
      medianFunction: quantile(functions, 0.5),
      p90Function: quantile(functions, 0.9),
    };
    const over = Object.entries(typical).filter(([what, limit]) => measured[what as keyof typeof measured] > limit);
    expect(
      over.map(([what]) => what),
      `measured ${JSON.stringify(measured)}`,
    ).toEqual([]);
  });

  it("every raised limit is needed and has a reason", () => {
    const needless = raisedLimits.filter(({ file, name, lines, reason }) => {
      const functions = functionLengths(file, readText(file)).filter((entry) => entry.name === name);
      const longest = name === undefined ? countLines(readText(file)) : Math.max(...functions.map((f) => f.lines));
      const ordinary = name === undefined ? fileLimit[isTest(file) ? "test" : "source"] : functionLimit;
      return reason.length < 20 || longest <= ordinary || longest > lines;
    });
    expect(needless).toEqual([]);
  });
});

describe("contents", () => {
  const report = (file: string, found: readonly { line: number; what: string }[]): string[] =>
    found.map(({ line, what }) => `${file}:${line}: ${what}`);

  it("no unfinished work, no switched-off type check, no path of a machine", () => {
    expect(textFiles.flatMap((file) => report(file, findForbiddenText(readText(file))))).toEqual([]);
  });

  it("no `any`, no switched-off test", () => {
    expect(typescriptFiles.flatMap((file) => report(file, findForbiddenCode(file, readText(file))))).toEqual([]);
  });

  it("every source file begins with a line that says what it is", () => {
    expect(sourceFiles.filter((file) => !hasHeader(file, readText(file)))).toEqual([]);
  });
});

describe("the measures", () => {
  it("count lines and functions", () => {
    const text =
      "// x\nfunction outer() {\n  const inner = () => {\n    return [1].map((x) => x);\n  };\n  return inner;\n}\n";
    expect(countLines(text)).toBe(7);
    expect(functionLengths("a.ts", text)).toEqual([
      { name: "outer", line: 2, lines: 6 },
      { name: "inner", line: 3, lines: 3 },
    ]);
  });

  it("take a describe as a heading, in tests only", () => {
    const text = 'describe("x", () => {\n  it("y", () => {\n  });\n});\n';
    expect(functionLengths("a.test.ts", text).map(({ lines }) => lines)).toEqual([2]);
    expect(functionLengths("a.ts", text).map(({ lines }) => lines)).toEqual([4, 2]);
  });

  it.each(["TO" + "DO later", "// @ts-" + "ignore", 'open("/ho' + 'me/someone/file")', "C:" + "\\data"])(
    "find %s",
    (text) => {
      expect(findForbiddenText(text)).toHaveLength(1);
    },
  );

  const forbidden = [
    "const x: any = 1;",
    "it." + "skip('x', f);",
    "describe." + "only('x', f);",
    "it.skipIf(no)('x', f);",
  ];
  it.each(forbidden)("find %s", (text) => {
    expect(findForbiddenCode("a.ts", text)).toHaveLength(1);
  });

  it.each([
    "../work" + "ers/a.ts",
    "https://example.org/home/x",
    "it('x', needs('chromium'), f);",
    "const anything = 1;",
  ])("leave %s alone", (text) => {
    expect([...findForbiddenText(text), ...findForbiddenCode("a.ts", text)]).toEqual([]);
  });

  it("know a header", () => {
    expect(hasHeader("a.ts", "// What it is.\nconst x = 1;")).toBe(true);
    expect(hasHeader("a.js", "#!/usr/bin/env node\n// What it is.\n")).toBe(true);
    expect(hasHeader("a.py", "# What it is.\n")).toBe(true);
    expect(hasHeader("a.ts", "const x = 1;")).toBe(false);
    expect(hasHeader("a.ts", "// Two\n// lines.\n")).toBe(false);
  });

  it("find quantiles by nearest rank", () => {
    expect(quantile([5, 1, 3, 2, 4], 0.5)).toBe(3);
    expect(quantile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9)).toBe(9);
  });
});
