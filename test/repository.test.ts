// The repository as a whole: lock file, npm settings, versions, exports, continuous integration, changelog.
import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { version } from "@softlabel/experiment/internal";
import { describe, expect, it } from "vitest";
import { blocksOf } from "./consumer/shellBlocks.ts";
import { completeManifest, packageFolders, readManifest } from "../scripts/manifests.ts";
import { datedChangelog } from "../scripts/release.ts";
import { entriesOf, type PackageFile } from "./publicExports.ts";
import { packageNames, readJson, readText, repositoryRoot, sourceFiles } from "./sourceFiles.ts";

const present = (file: string): boolean => existsSync(path.join(repositoryRoot, file));
const packageFiles = packageNames.map((folder) => ({
  folder: `packages/${folder}`,
  content: readJson<PackageFile>(`packages/${folder}/package.json`),
}));

describe("npm", () => {
  it.each(["package-lock.json", "site/package-lock.json"])(
    "locks versions in %s without naming any address",
    (lock) => {
      const addresses = readText(lock).match(/"resolved": "(?!packages\/)[^"]*"/g) ?? [];
      expect(addresses).toEqual([]);
    },
  );

  it.each(["ignore-scripts=true", "omit-lockfile-registry-resolved=true", "engine-strict=true"])(
    "is told %s",
    (line) => {
      for (const file of [".npmrc", "site/.npmrc"]) expect(readText(file).split("\n")).toContain(line);
    },
  );

  it("relies on no hook of our own scripts, which ignore-scripts would silence", () => {
    const { scripts } = readJson<{ scripts: Record<string, string> }>("package.json");
    expect(Object.keys(scripts).filter((name) => /^(pre|post)/.test(name) || name === "prepare")).toEqual([]);
  });
});

describe("packages", () => {
  it("are the workspaces of the root", () => {
    const { workspaces } = readJson<{ workspaces: string[] }>("package.json");
    expect([...workspaces].sort()).toEqual(packageFiles.map(({ folder }) => folder));
  });

  it("agree on one version, also where they name one another", () => {
    const own = new Map(packageFiles.map(({ content }) => [content.name, content.version]));
    const named = packageFiles.flatMap(({ content }) => Object.entries(content.dependencies ?? {}));
    const versions = [...own.values(), ...named.filter(([name]) => own.has(name)).map(([, version]) => version)];
    expect(new Set([...versions, version]).size, [...versions, version].join(", ")).toBe(1);
  });

  it("pin the exact version of every dependency", () => {
    const named = packageFiles.flatMap(({ content }) => Object.entries(content.dependencies ?? {}));
    expect(named.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });

  it("export sources that exist, and build each to the file that users get", () => {
    const missing = packageNames.flatMap((name) => entriesOf(name).filter((entry) => !present(entry)));
    expect(missing).toEqual([]);
    const exported = packageFiles.flatMap(({ content }) =>
      Object.values(content.exports ?? {}).filter((entry) => typeof entry !== "string"),
    );
    const built = exported.map((conditions) =>
      conditions["@softlabel/source"].replace(/^\.\/src\/(.*)\.ts$/, "./dist/$1"),
    );
    expect(exported.map(({ types }) => types)).toEqual(built.map((stem) => `${stem}.d.ts`));
    expect(exported.map((conditions) => conditions.default)).toEqual(built.map((stem) => `${stem}.js`));
  });

  it("have what follows from the root's manifest: licence, engine, addresses, how they are published", () => {
    expect(packageFolders).toEqual(packageFiles.map(({ folder }) => folder));
    for (const folder of packageFolders) expect(readManifest(folder)).toEqual(completeManifest(folder));
  });

  it("have the commands they name", () => {
    const commands = packageFiles.flatMap(({ folder, content }) =>
      Object.values(content.bin ?? {}).map((file) => path.posix.join(folder, file)),
    );
    expect(commands.filter((file) => !present(file))).toEqual([]);
  });
});

/** The npm commands of a shell text, one an entry. */
function npmCommands(shell: string): string[] {
  const commands = shell.split(/\n|&&|;/).map((line) => line.trim().replace(/^(\$|exec) /, ""));
  return commands.map((line) => line.replace(/\s+#.*$/, "")).filter((line) => /^npm /.test(line));
}

describe("continuous integration", () => {
  it("runs in its copy exactly what the README says", () => {
    expect(statSync(path.join(repositoryRoot, ".ci/run")).mode & 0o111).not.toBe(0);
    const [, commands] = /\(cd "\$copy" && (.+)\)/.exec(readText(".ci/run"))!;
    const run = npmCommands(commands);
    expect(run).toEqual(["npm ci", "npm run site", "npm test"]);
    const shown = blocksOf("README.md", readText("README.md")).map(({ text }) => text);
    expect(npmCommands(shown.join("\n"))).toEqual(expect.arrayContaining(run));
  });

  it("runs the tests on real data sets, which have their own folder: no other test looks for them", () => {
    expect(readText(".ci/run")).toContain("vitest run --project whole test/realData");
    const helper = (file: string): RegExp => (file.startsWith("test/") ? /"\.\/shared\.ts"/ : /\/test\/shared\.ts"/);
    const looking = sourceFiles.filter((file) => /\.test\.ts$/.test(file) && helper(file).test(readText(file)));
    expect(looking).toEqual([]);
  });

  it("reads commands out of shell texts", () => {
    expect(npmCommands("set -e\ncd x && npm ci  # install\nexec npm test\n")).toEqual(["npm ci", "npm test"]);
  });
});

describe("the changelog", () => {
  it("says what is new, or in which version it came", () => {
    const headings = readText("CHANGELOG.md").match(/^## .*$/gm) ?? [];
    const known = headings.filter((heading) => /^## \[?(Unreleased|\d+\.\d+\.\d+)\b/.test(heading));
    expect(known.length).toBeGreaterThan(0);
    expect(headings).toEqual(known);
  });

  it("gets the version and the day of a release over what is unreleased", () => {
    const text = "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- New.\n";
    const dated = datedChangelog(text, "0.1.0", "2026-01-31");
    expect(dated).toBe("# Changelog\n\n## [Unreleased]\n\n## [0.1.0] - 2026-01-31\n\n### Added\n\n- New.\n");
    expect(() => datedChangelog(dated, "0.1.0", "2026-02-01")).toThrow("has a section for 0.1.0 already");
  });
});
