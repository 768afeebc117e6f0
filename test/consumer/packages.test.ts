// The packages as they are published: what the tarballs hold, and what their manifests say.
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { beforeAll, describe, expect, it } from "vitest";
import type { Tarball } from "../../scripts/pack.ts";
import { isTest, packageNames, readJson, readText, repositoryFiles, repositoryRoot } from "../sourceFiles.ts";
import { tarballs, usualProject } from "./project.ts";

let project = "";
beforeAll(() => void (project = usualProject()));

/** What is built from a source file that ships. */
function builtFrom(source: string): string[] {
  const stem = source.replace(/^packages\/[^/]+\/src\/(.*)\.ts$/, "dist/$1");
  return [`${stem}.d.ts`, `${stem}.js`, `${stem}.js.map`];
}

describe.each(packageNames)("the tarball of packages/%s", (folder) => {
  const { name } = readJson<{ name: string }>(`packages/${folder}/package.json`);
  let tarball: Tarball;
  beforeAll(() => void (tarball = tarballs().find((each) => each.name === name)!));
  const readContent = (file: string): string => readFileSync(path.join(project, "node_modules", name, file), "utf8");

  it("holds what was built from its sources, its manifest, README and licence, and nothing else", () => {
    const sources = repositoryFiles.filter(
      (file) => file.startsWith(`packages/${folder}/src/`) && file.endsWith(".ts"),
    );
    const shipped = sources.filter((file) => !isTest(file) && !file.includes("/assembly/"));
    const expected = [...shipped.flatMap(builtFrom), "LICENSE", "README.md", "package.json"];
    const further = folder === "softlabel" ? ["bin/softlabel.js", "results.schema.json"] : [];
    const generated = tarball.contents.filter((file) => /\.generated\.(d\.ts|js|js\.map)$/.test(file));
    expect([...tarball.contents].sort()).toEqual([...expected, ...further, ...generated].sort());
  });

  it("has whole source maps", () => {
    const maps = tarball.contents.filter((file) => file.endsWith(".js.map"));
    expect(maps.length).toBeGreaterThan(10);
    for (const file of maps) {
      const { sources, sourcesContent } = JSON.parse(readContent(file)) as Record<
        string,
        (string | null)[] | undefined
      >;
      expect(
        sourcesContent?.map((text) => text !== null),
        file,
      ).toEqual(sources?.map(() => true));
    }
    const declarations = tarball.contents.filter((file) => file.endsWith(".d.ts"));
    expect(declarations.filter((file) => readContent(file).includes("sourceMappingURL"))).toEqual([]);
  });

  it("is what publint recommends", async () => {
    const bytes = readFileSync(tarball.file);
    const { messages, pkg } = await publint({ pack: { tarball: Uint8Array.from(bytes).buffer }, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  it("has types that every resolution of modules finds", async () => {
    const checker = path.join(repositoryRoot, "node_modules/@arethetypeswrong/cli/dist/index.js");
    const args = [checker, tarball.file, "--profile", "esm-only", "--format", "json"];
    const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 2 ** 26 });
    expect(JSON.parse(stdout)).toMatchObject({ analysis: { packageName: name, types: { kind: "included" } } });
  });

  it("carries the licence of the repository", () => {
    expect(readContent("LICENSE")).toBe(readText("LICENSE"));
  });
});
