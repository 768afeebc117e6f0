// Files that are replaced whole, and read where they are there.
import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fail } from "@softlabel/core/internal";
import { refuse } from "@softlabel/data/internal";
import { parseJson } from "@softlabel/experiment/internal";

/** The code of an error of the file system. */
export const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

/** Why nothing can be written, and what helps. */
const writeFaults: Readonly<Record<string, readonly [got: string, remedy: string]>> = {
  ENOSPC: ["a full disk", "make room and run the same command again"],
  EDQUOT: ["a full quota", "make room and run the same command again"],
  EROFS: ["a read-only file system", "choose another folder"],
  EACCES: ["one without permission to write", "change its permissions, or choose another folder"],
  EPERM: ["one without permission to write", "change its permissions, or choose another folder"],
};

/** Throws the error, in one sentence with the place where that cannot be written to. */
export function refuseWrite(place: string, error: unknown): never {
  const fault = writeFaults[codeOf(error) ?? ""];
  if (fault === undefined) throw error;
  return refuse(place, "a place that can be written to", fault[0], fault[1]);
}

/** Replaces the file in one move, whenever the process dies; its folder is made when missing. */
export function writeWhole(file: string, content: string | Uint8Array): void {
  const temporary = `${file}.${process.pid}.${randomBytes(4).toString("hex")}.part`;
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(temporary, content);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    refuseWrite(file, error);
  }
}

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
