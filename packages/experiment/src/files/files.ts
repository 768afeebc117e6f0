// Writing records so that a reader never sees half a file, whenever the process dies.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Replaces the file in one move; its folder is made when missing. */
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

/** The file's bytes, or undefined where there is none. */
export function readIfPresent(file: string): Uint8Array | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** The file's JSON value, or undefined where there is none or it is no JSON. */
export function readJson(file: string): unknown {
  const bytes = readIfPresent(file);
  if (bytes === undefined) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

/** A list of numbers, an item a line. Only between a bracket and a line end, so that no text is taken for one. */
const numbersOnLines = /\[\n\s*((?:-?\d[\d.e+-]*|null)(?:,\n\s*(?:-?\d[\d.e+-]*|null))*)\n\s*\]/g;

/** JSON as it is written to every record: indented, lists of numbers on one line, with a line end. */
export function toJson(value: unknown): string {
  const lines = JSON.stringify(value, null, 2).replace(numbersOnLines, (_, numbers: string) => {
    return `[${numbers.replace(/\n\s*/g, " ")}]`;
  });
  return `${lines}\n`;
}
