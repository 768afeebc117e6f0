// Prepares a release: `npm run release -- 0.1.0` sets the version everywhere and dates the changelog. It publishes nothing.
import { readFileSync, writeFileSync } from "node:fs";
import { completeManifest, packageFolders, writeManifest } from "./manifests.ts";

interface Lock {
  readonly packages: Record<string, { version: string; dependencies?: Record<string, string> }>;
}

const changelogFile = new URL("../CHANGELOG.md", import.meta.url);
const lockFile = new URL("../package-lock.json", import.meta.url);
const versionFile = new URL("../packages/experiment/src/store/version.ts", import.meta.url);

/** The changelog with what is unreleased under the version and its day. */
export function datedChangelog(text: string, version: string, day: string): string {
  const heading = "## [Unreleased]\n";
  if (text.includes(`## [${version}]`)) throw new Error(`CHANGELOG.md has a section for ${version} already`);
  if (!text.includes(heading)) throw new Error(`CHANGELOG.md has no section "${heading.trim()}"`);
  return text.replace(heading, `${heading}\n## [${version}] - ${day}\n`);
}

function releaseLock(version: string): void {
  const lock = JSON.parse(readFileSync(lockFile, "utf8")) as Lock;
  for (const folder of packageFolders) {
    const { dependencies } = completeManifest(folder, version);
    Object.assign(lock.packages[folder], { version, ...(dependencies === undefined ? {} : { dependencies }) });
  }
  writeFileSync(lockFile, `${JSON.stringify(lock, null, 2)}\n`);
}

function main(version: string | undefined): void {
  if (version === undefined || !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    throw new Error(`release: expected a version such as 0.1.0, got ${version ?? "none"}`);
  const day = new Date().toISOString().slice(0, 10);
  const changelog = datedChangelog(readFileSync(changelogFile, "utf8"), version, day);
  for (const folder of packageFolders) writeManifest(folder, completeManifest(folder, version));
  releaseLock(version);
  writeFileSync(versionFile, readFileSync(versionFile, "utf8").replace(/version = "[^"]*"/, `version = "${version}"`));
  writeFileSync(changelogFile, changelog);
  console.log(`Version ${version} is set; CONTRIBUTING.md says how to publish it.`);
}

if (process.argv[1] === import.meta.filename) {
  try {
    main(process.argv[2]);
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
