// Every export is documented, every example in docstrings is run, and no link between files is dead.
import { existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { blocksOfMarkdown, blocksOfSource, type ExampleBlock } from "./exampleBlocks.ts";
import { publicExports } from "./publicExports.ts";
import { runExample } from "./runExample.ts";
import { packageSources, readText, repositoryFiles, repositoryRoot } from "./sourceFiles.ts";

describe("documentation", () => {
  const exported = publicExports();
  const where = ({ file, name }: { file: string; name: string }): string => `${file}: ${name}`;

  it("stands on every export of every package", () => {
    expect(exported.length).toBeGreaterThan(0);
    expect(exported.filter(({ documentation }) => documentation === "").map(where)).toEqual([]);
  });

  it("has an example for every loss, target, metric, statistic, calibration and geometry function of core", () => {
    const rooms = /^packages\/core\/src\/(losses|targets|metrics|statistics|calibration|geometry)\//;
    const isCalled = ({ name, callable }: { name: string; callable: boolean }): boolean =>
      callable || /^[a-z].*Rule$/.test(name);
    const functions = exported.filter((each) => isCalled(each) && rooms.test(each.file));
    expect(functions.length).toBeGreaterThan(0);
    expect(functions.filter(({ hasExample }) => !hasExample).map(where)).toEqual([]);
  });

  it("leads from a guide to every export of core", () => {
    const guides = repositoryFiles.filter((file) => /^docs\/.*\.md$/.test(file)).map(readText);
    const isNamed = ({ name }: { name: string }): boolean => guides.some((text) => text.includes(`\`${name}\``));
    const ofCore = exported.filter((each) => each.package === "core");
    expect(ofCore.filter((each) => !isNamed(each)).map(where)).toEqual([]);
  });
});

const title = ({ file, line, name }: ExampleBlock): string => `${name ?? "block"} (${file}:${line})`;

describe("examples in docstrings", () => {
  const blocks = packageSources.flatMap((file) => blocksOfSource(file, readText(file)));
  it.each(blocks.map((block) => [title(block), block] as const))("%s", async (_, block) => {
    await runExample(block);
  });
});

describe("links between files", () => {
  const pages = repositoryFiles.filter((file) => file.endsWith(".md"));
  const linksOf = (file: string): string[] =>
    [...readText(file).matchAll(/\]\((?!\w+:|#)([^)\s#]+)/g)].map(([, link]) => link);

  it("lead to something that is there", () => {
    // The site's own pages name addresses on the site, which its tests follow.
    const dead = pages
      .filter((file) => !file.startsWith("site/"))
      .flatMap((file) => {
        const missing = linksOf(file).filter(
          (link) => !existsSync(path.join(repositoryRoot, path.dirname(file), link)),
        );
        return missing.map((link) => `${file}: ${link}`);
      });
    expect(dead).toEqual([]);
  });
});

describe("the way examples are run", () => {
  const block = (code: string): ExampleBlock => ({ file: "a.md", line: 10, code });

  it("finds blocks with their lines and names", () => {
    const text =
      "// x\n/**\n * Doc.\n * @example\n * ```ts\n * one();\n *   two();\n * ```\n */\nexport function one() {}\n";
    expect(blocksOfSource("a.ts", text)).toEqual([{ file: "a.ts", line: 6, name: "one", code: "one();\n  two();\n" }]);
    expect(blocksOfMarkdown("a.md", "x\n```sh\nls\n```\n```ts\n1; // => 1\n```\n")).toEqual([
      { file: "a.md", line: 6, code: "1; // => 1\n" },
    ]);
  });

  it.each([
    'import { createRandom as create } from "@softlabel/core";\ncreate(1).uniform() < 1; // => true',
    'import type { Random } from "@softlabel/core";\nconst f = (r: Random): number => 0.1 + 0.2;\nf; // is not compared\n1; // => 1',
    'import * as core from "@softlabel/core";\nimport path, { sep } from "node:path";\npath.sep === sep; // => true',
    "[0.1 + 0.2, [NaN], Infinity]; // => [0.3, [NaN], Infinity]",
    "const x = await Promise.resolve({ a: [1], b: undefined });\nx; // => { a: [1], b: undefined }",
    "new Float32Array([0.1, 2]); // => [0.1, 2]",
    'Object.assign(\n  { a: 1 },\n  { b: "z" },\n); // => { b: "z", a: 1.0000001 }',
  ])("accepts %j", async (code) => {
    expect(await runExample(block(code))).toBe(1);
  });

  it.each([
    ["\n1 + 1; // => 3", "a.md:11: value: expected 3, got 2"],
    ["[1, 2]; // => [1]", "a.md:10: value: expected [1], got [1,2]"],
    ["({ a: { b: 1 } }); // => { a: { b: 2 } }", "a.md:10: value[a][b]: expected 2, got 1"],
    ["new Map([[1, 2]]); // => new Map([[1, 3]])", "a.md:10: value[1]: expected 3, got 2"],
    ["null; // => undefined", "expected undefined, got null"],
    ["const x = 1; // => 1", "must follow an expression"],
    ["[1, // => 1\n2];", 'lines have "// =>"'],
    ['import { nothing } from "@softlabel/core";\nnothing(); // => 1', "nothing is not a function"],
  ])("refuses %j", async (code, message) => {
    await expect(async () => runExample(block(code))).rejects.toThrow(message);
  });
});
