// Packages that run in a browser: their entries bundle without Node's modules and without native packages.
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { repositoryRoot } from "./sourceFiles.ts";

const native = ["sharp", "onnxruntime-node", "@duckdb/*"];

/** The modules of a bundle that import what a browser does not have, as "file: module". */
async function unfitImports(entries: readonly string[]): Promise<string[]> {
  const { metafile } = await build({
    stdin: { contents: entries.map((entry) => `export * from "${entry}";`).join("\n"), resolveDir: repositoryRoot },
    conditions: ["@softlabel/source"],
    external: ["node:*", ...native],
    absWorkingDir: repositoryRoot,
    bundle: true,
    format: "esm",
    platform: "browser",
    metafile: true,
    write: false,
    outfile: "page.js",
    logLevel: "silent",
  });
  const [{ inputs }] = Object.values(metafile.outputs);
  return Object.entries(metafile.inputs)
    .filter(([file]) => (inputs[file]?.bytesInOutput ?? 0) > 0)
    .flatMap(([file, { imports }]) => imports.map((each) => ({ file, ...each })))
    .filter(({ external: isOutside }) => isOutside === true)
    .map(({ file, path }) => `${file}: ${path}`);
}

/** The packages that run in browsers, and their entries there. */
const rows = [
  { name: "core", entries: ["", "/internal"] },
  { name: "engine", entries: ["", "/internal", "/internal/protobuf"] },
  { name: "data", entries: ["", "/internal"] },
  { name: "experiment", entries: ["", "/internal"] },
  { name: "report", entries: ["", "/internal", "/internal/page"] },
];

describe("a page that imports", () => {
  it.each(rows)("@softlabel/$name needs nothing of Node", async ({ name, entries }) => {
    const names = entries.map((entry) => `@softlabel/${name}${entry}`);
    expect(await unfitImports(names)).toEqual([]);
  });

  it("node:fs is found out", async () => {
    expect(await unfitImports(["node:fs"])).toEqual(["<stdin>: node:fs"]);
  });
});
