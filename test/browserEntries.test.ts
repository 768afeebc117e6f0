// Packages that run in a browser: their entries bundle without Node's modules and without native packages.
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { repositoryRoot } from "./sourceFiles.ts";

const native = ["sharp", "onnxruntime-node", "@duckdb/*"];

/** The modules of a bundle that import what a browser does not have, as "file: module". */
async function unfitImports(entries: readonly string[], external: readonly string[] = []): Promise<string[]> {
  const { metafile } = await build({
    stdin: { contents: entries.map((entry) => `export * from "${entry}";`).join("\n"), resolveDir: repositoryRoot },
    conditions: ["@softlabel/source"],
    external: ["node:*", ...native, ...external],
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
    .filter(({ external: isOutside, path }) => isOutside === true && !external.includes(path))
    .map(({ file, path }) => `${file}: ${path}`);
}

/** A package's entries, and what is not bundled with them: packages that are still for Node alone. */
const rows = [
  { name: "core", entries: ["", "/internal"], without: [] },
  { name: "engine", entries: [""], without: [] },
  { name: "experiment", entries: ["", "/internal"], without: ["@softlabel/data", "@softlabel/data/internal"] },
  {
    name: "report",
    entries: ["", "/internal", "/internal/page"],
    without: ["@softlabel/data", "@softlabel/data/internal"],
  },
];

describe("a page that imports", () => {
  it.each(rows)("@softlabel/$name needs nothing of Node", async ({ name, entries, without }) => {
    const names = entries.map((entry) => `@softlabel/${name}${entry}`);
    expect(await unfitImports(names, without)).toEqual([]);
  });

  it("node:fs is found out", async () => {
    expect(await unfitImports(["node:fs"])).toEqual(["<stdin>: node:fs"]);
  });
});
