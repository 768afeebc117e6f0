#!/usr/bin/env node
// Starts the command; in a checkout of the repository it first builds what is missing or older than its source.
import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const packages = fileURLToPath(new URL("../..", import.meta.url));

function lastChange(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  const shipped = files.filter((file) => file.isFile() && !/\.(test|fixtures)\.ts$/.test(file.name));
  return Math.max(...shipped.map((file) => statSync(path.join(file.parentPath, file.name)).mtimeMs));
}

function isStale() {
  const stamp = path.join(packages, "softlabel/dist/.built");
  if (!existsSync(stamp)) return true;
  const built = statSync(stamp).mtimeMs;
  return readdirSync(packages).some((name) => lastChange(path.join(packages, name, "src")) > built);
}

// Installed from the registry there is no source, and nothing to build.
if (existsSync(path.join(packages, "softlabel/src")) && isStale()) {
  process.stderr.write("building softlabel from its source …\n");
  await import(new URL("../../../scripts/build.mjs", import.meta.url).href);
}
await import(new URL("../dist/cli/main.js", import.meta.url).href);
