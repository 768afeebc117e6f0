// The store of an experiment's records: a folder of files, on disk or in memory.
import { decodeNpy, encodeNpy, type NpyArray } from "./npy.ts";

/** A folder of records. Paths are relative to it, with "/" between names; nothing is asynchronous. */
export interface RecordStore {
  /** The name of the folder in messages. */
  readonly place: string;
  /** The bytes of a file, or undefined if there is none. */
  read(path: string): Uint8Array | undefined;
  /** Replaces a file in one move, so that no reader ever sees half of it; its folder is made when missing. */
  write(path: string, content: string | Uint8Array): void;
  /** Adds to the end of a file, which is made when missing. */
  append(path: string, text: string): void;
  /** Removes a file if there is one. */
  remove(path: string): void;
  /** Names of the files and folders in a folder, "" for this one; empty if it is missing. */
  names(path: string): string[];
  /** A folder in this one; it need not exist. */
  folder(path: string): RecordStore;
}

/** The text of a file, or undefined if there is none. */
export function readText(records: RecordStore, path: string): string | undefined {
  const bytes = records.read(path);
  return bytes && new TextDecoder().decode(bytes);
}

/** The JSON value of a file's bytes, or undefined if there are none or they are invalid. */
export function parseJson(bytes: Uint8Array | undefined): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

/** The JSON value in a file, or undefined if it is missing or invalid. */
export function readJson(records: RecordStore, path: string): unknown {
  return parseJson(records.read(path));
}

/** Writes a value as JSON. */
export function writeJson(records: RecordStore, path: string, value: unknown): void {
  records.write(path, toJson(value));
}

/** The array in a .npy file, or undefined if there is no file. */
export function readNpy(records: RecordStore, path: string): NpyArray | undefined {
  const bytes = records.read(path);
  return bytes && decodeNpy(bytes, `${records.place}/${path}`);
}

/** Writes a .npy file. */
export function writeNpy(records: RecordStore, path: string, array: NpyArray): void {
  records.write(path, encodeNpy(array));
}

/** A list of numbers, one per line; only between a bracket and a line end, so that no text matches. */
const numbersOnLines = /\[\n\s*((?:-?\d[\d.e+-]*|null)(?:,\n\s*(?:-?\d[\d.e+-]*|null))*)\n\s*\]/g;

/** JSON as records hold it: indented, lists of numbers on one line, with a line end. */
export function toJson(value: unknown): string {
  const lines = JSON.stringify(value, null, 2).replace(numbersOnLines, (_, numbers: string) => {
    return `[${numbers.replace(/\n\s*/g, " ")}]`;
  });
  return `${lines}\n`;
}
