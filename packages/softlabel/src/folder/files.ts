// Files that are replaced whole, and read where they are there.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fail } from "@softlabel/core/internal";
import { parseJson } from "@softlabel/experiment/internal";

/** Replaces the file in one move, whenever the process dies; its folder is made when missing. */
export function writeWhole(file: string, content: string | Uint8Array): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.part`;
  try {
    writeFileSync(temporary, content);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** The code of an error of the file system. */
export const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

/** The file's bytes, or undefined where there is none. */
export function readIfPresent(file: string): Uint8Array | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return undefined;
    throw error;
  }
}

/** The file's JSON value; undefined if there is no file or it does not hold JSON. */
export function readJsonFile(file: string): unknown {
  return parseJson(readIfPresent(file));
}

/**
 * The bytes of a file that an option names, or undefined where there is none, or a folder.
 * @throws UsageError where there is one that cannot be read
 */
export function readInput(file: string): Uint8Array | undefined {
  try {
    return readIfPresent(file);
  } catch (error) {
    if (codeOf(error) === "EISDIR") return undefined;
    return fail(file, "a file that can be read", (error as Error).message, "check its permissions");
  }
}
