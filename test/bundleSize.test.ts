// What a page pays for a loss: the size of its bundle, minified and gzipped, as a bundler makes it without configuration.
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { repositoryRoot } from "./sourceFiles.ts";

/** The bytes of a page's script after minifying and compressing; what it imports from `external` is not counted. */
async function bundleSize(script: string, external: string[] = []): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: script, resolveDir: repositoryRoot },
    conditions: ["@softlabel/source"],
    external,
    bundle: true,
    format: "esm",
    platform: "browser",
    minify: true,
    write: false,
    logLevel: "silent",
  });
  return gzipSync(outputFiles[0].contents, { level: 9 }).length;
}

/** A page that imports one name and uses it. */
const pageWith = (name: string, entry: string): string =>
  `import { ${name} } from "@softlabel/core${entry}"; globalThis.use(${name});`;

describe("a page that imports one thing", () => {
  it.each([
    ["crossEntropy", "", 5_000],
    ["labelRelaxation", "", 5_000],
    ["crossEntropy", "/kernels", 26_000],
  ])("%s from @softlabel/core%s costs less than its budget", async (name, entry, budget) => {
    expect(await bundleSize(pageWith(name, entry))).toBeLessThan(budget);
  });

  it.each([
    ["smooth", "/tfjs", "@tensorflow/tfjs-core"],
    ["smooth", "/jax", "@jax-js/jax"],
  ])("%s from @softlabel/core%s costs less than 16 kB beside %s", async (name, entry, framework) => {
    expect(await bundleSize(pageWith(name, entry), [framework])).toBeLessThan(16_000);
  });

  it("pays nothing for what it does not use", async () => {
    expect(await bundleSize('import "@softlabel/core";')).toBeLessThan(100);
  });
});
