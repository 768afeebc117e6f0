// Around the tests of the whole: builds what is out of date, once, so that no two tests do at the same time; and a folder for all.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** A folder that is removed after the tests. */
    temporaryFolder: string;
  }
}

export function setup(project: TestProject): () => void {
  const script = fileURLToPath(new URL("../scripts/build.mjs", import.meta.url));
  execFileSync(process.execPath, [script], { stdio: "inherit" });
  const folder = mkdtempSync(path.join(tmpdir(), "softlabel-consumer-"));
  project.provide("temporaryFolder", folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
