// Holds the layers of docs/architecture.md, and proves on planted folders that every rule can fail.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { brokenRules, packageLayers, withoutLayer } from "./architecture.ts";
import { packageNames, repositoryRoot, sourceFiles } from "./sourceFiles.ts";

describe("the repository", () => {
  it("imports only downwards, without cycles, and across packages only through public exports", async () => {
    const roots = ["packages", "test", "bench", "examples", "scripts"];
    const present = roots.filter((root) => sourceFiles.some((file) => file.startsWith(`${root}/`)));
    expect(await brokenRules(repositoryRoot, present)).toEqual([]);
  });

  it("has every package in the table and every source file in a layer", () => {
    expect(packageNames.filter((name) => !(name in packageLayers))).toEqual([]);
    expect(withoutLayer(sourceFiles)).toEqual([]);
  });
});

const entry = { exports: { ".": { "@softlabel/source": "./src/index.ts" } } };

/** Files that break one rule each, with the sentence each must give; those without a sentence are legal. */
const planted: Readonly<Record<string, { text: string; broken?: string }>> = {
  "packages/core/package.json": { text: JSON.stringify({ name: "@softlabel/core", ...entry }) },
  "packages/core/src/index.ts": { text: 'export * from "./losses/loss.ts";' },
  "packages/core/src/base/check.ts": { text: "export const one = 1;" },
  "packages/core/src/base/check.test.ts": {
    text: 'import "../losses/loss.ts"; import "./check.ts";',
    broken: "tests of core/base: packages/core/src/base/check.test.ts -> packages/core/src/losses/loss.ts",
  },
  "packages/core/src/losses/loss.ts": { text: 'export { one } from "../base/check.ts";' },
  "packages/core/src/losses/loss.test.ts": {
    text: 'import "vitest"; import "node:fs"; import "../../../../test/a.ts";',
  },
  "packages/core/src/metrics/a.ts": {
    text: 'import type { B } from "./b.ts"; export type A = B;',
    broken:
      "no cycle: packages/core/src/metrics/a.ts -> packages/core/src/metrics/b.ts -> packages/core/src/metrics/a.ts",
  },
  "packages/core/src/metrics/b.ts": { text: 'import type { A } from "./a.ts"; export type B = A;' },
  "packages/core/src/targets/upwards.ts": {
    text: 'export type { one } from "../losses/loss.ts";',
    broken: "layer core/targets: packages/core/src/targets/upwards.ts -> packages/core/src/losses/loss.ts",
  },
  "packages/core/src/targets/node.ts": {
    text: 'import "node:fs";',
    broken: "layer core/targets: packages/core/src/targets/node.ts -> fs",
  },
  "packages/core/src/targets/npm.ts": {
    text: 'import "left";',
    broken: "layer core/targets: packages/core/src/targets/npm.ts -> node_modules/left/index.js",
  },
  "packages/core/src/targets/sideways.test.ts": {
    text: 'import "../losses/loss.ts";',
    broken: "tests of core/targets: packages/core/src/targets/sideways.test.ts -> packages/core/src/losses/loss.ts",
  },
  "packages/engine/src/onnx/lost.ts": {
    text: 'import "./nowhere.ts";',
    broken: "found: packages/engine/src/onnx/lost.ts -> ./nowhere.ts",
  },
  "packages/engine/src/onnx/graph.ts": { text: 'export { one } from "@softlabel/core";' },
  "packages/engine/src/models/inside.ts": {
    text: 'export { one } from "../../../core/src/base/check.ts";',
    broken: "layer engine/models: packages/engine/src/models/inside.ts -> packages/core/src/base/check.ts",
  },
  "packages/engine/src/autodiff/node.ts": {
    text: 'import "node:os";',
    broken: "layer engine/autodiff: packages/engine/src/autodiff/node.ts -> os",
  },
  "packages/softlabel/package.json": {
    text: JSON.stringify({ name: "softlabel", dependencies: { left: "1.0.0", "onnxruntime-web": "1.30.0" } }),
  },
  "packages/softlabel/src/run/undeclared.ts": {
    text: 'import "right";',
    broken: "declared dependency: packages/softlabel/src/run/undeclared.ts -> node_modules/right/index.js",
  },
  "packages/softlabel/src/run/runtime.ts": {
    text: 'import "onnxruntime-web";',
    broken: "through the runtime: packages/softlabel/src/run/runtime.ts -> node_modules/onnxruntime-web/index.js",
  },
  "packages/softlabel/src/cli/main.ts": { text: 'import "node:os"; import "left"; import "@softlabel/core";' },
  "packages/softlabel/src/run/late.ts": {
    text: 'import "../cli/main.ts";',
    broken: "layer softlabel/run: packages/softlabel/src/run/late.ts -> packages/softlabel/src/cli/main.ts",
  },
  "bench/inside.ts": {
    text: 'import "../packages/core/src/base/check.ts";',
    broken: "public exports only: bench/inside.ts -> packages/core/src/base/check.ts",
  },
  "test/a.ts": { text: 'import "@softlabel/core";' },
  "node_modules/left/index.js": { text: "export {};" },
  "node_modules/onnxruntime-web/index.js": { text: "export {};" },
  "node_modules/right/index.js": { text: "export {};" },
  "node_modules/vitest/index.js": { text: "export {};" },
};

describe("the rules, on files planted to break them", () => {
  let folder = "";
  let broken: string[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), "architecture-"));
    for (const [file, { text }] of Object.entries(planted)) {
      mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
      writeFileSync(path.join(folder, file), text);
    }
    mkdirSync(path.join(folder, "node_modules/@softlabel"));
    symlinkSync(path.join(folder, "packages/core"), path.join(folder, "node_modules/@softlabel/core"), "junction");
    broken = await brokenRules(folder, ["packages", "bench", "test"]);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const sentences = Object.values(planted).flatMap((file) => file.broken ?? []);
  it.each(sentences)("catch %s", (sentence) => {
    expect(broken.map((line) => line.replaceAll("\\", "/"))).toContainEqual(sentence);
  });

  it("leave what is allowed alone", () => {
    const files = Object.keys(planted).filter((file) => planted[file].broken === undefined && /\.ts$/.test(file));
    const blamed = broken.filter((line) => files.some((file) => line.includes(`: ${file} `)));
    expect(blamed.filter((line) => !line.startsWith("no cycle"))).toEqual([]);
  });

  it("find a file that is in no layer", () => {
    expect(
      withoutLayer([
        "packages/core/src/extra.ts",
        "packages/core/src/losses/loss.ts",
        "packages/core/src/base/check.test.ts",
      ]),
    ).toEqual(["packages/core/src/extra.ts"]);
  });
});
