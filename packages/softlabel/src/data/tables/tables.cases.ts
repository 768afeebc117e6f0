// Tables for tests: files in a folder of their own, prepared in a cache beside them.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, vi } from "vitest";

/** Sets up a folder for files and a cache for the tests of a file; gives the path of a name in the folder. */
export function tableFolder(): (name: string) => string {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "softlabel-"));
    vi.stubEnv("XDG_CACHE_HOME", path.join(folder, "cache"));
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
  return (name) => path.join(folder, name);
}

/** Writes lines; gives the path. */
export function writeLines(file: string, lines: readonly string[]): string {
  writeFileSync(file, `${lines.join("\n")}\n`);
  return file;
}

/** Rows a,b,y: a counts from 0, b is a modulo 3, y is u for even and v for odd. */
export const plainRows = (count: number): string[] => [
  "a,b,y",
  ...Array.from({ length: count }, (_, i) => `${i},${i % 3},${"uv"[i % 2]}`),
];
