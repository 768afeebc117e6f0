#!/usr/bin/env node
// Starts the command; in a checkout of the repository it first builds what is missing or older than its source.
import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const packages = fileURLToPath(new URL("../..", import.meta.url));
const entry = new URL("../dist/cli/main.js", import.meta.url);

function newest(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  return Math.max(...files.map((file) => statSync(path.join(file.parentPath, file.name)).mtimeMs));
}

function isStale(name) {
  const stamp = path.join(packages, name, "dist/.tsbuildinfo");
  return !existsSync(stamp) || newest(path.join(packages, name, "src")) > statSync(stamp).mtimeMs;
}

// Installed from the registry there is no source, and nothing to build.
if (existsSync(fileURLToPath(new URL("../src", import.meta.url))) && ["core", "engine", "softlabel"].some(isStale)) {
  process.stderr.write("building softlabel from its source …\n");
  await import(new URL("../../../scripts/build.mjs", import.meta.url).href);
}
await import(entry);
