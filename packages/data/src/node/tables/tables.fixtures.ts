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

/**
 * A small survey, made up: three kinds of beetle in two forests. Lengths say which kind, islands of missing values are
 * where field work leaves them: a whole row but for its kind and forest, and single texts.
 */
export const beetleRows = (): string[] => [
  "kind,forest,wing_mm,weight_mg,sex",
  ...Array.from({ length: 60 }, (_, i) => {
    const kind = ["ground", "leaf", "leaf", "stag", "stag", "stag"][i % 6];
    const forest = i % 4 === 0 ? "Elm" : "Oak";
    if (i === 3) return `${kind},${forest},,,`;
    const wing = { ground: 11, leaf: 6, stag: 31 }[kind]! + (i % 5) / 4;
    return `${kind},${forest},${wing},${i === 10 ? "" : Math.round(9 * wing)},${i % 9 === 8 ? "" : "mf"[i % 2]}`;
  }),
];
