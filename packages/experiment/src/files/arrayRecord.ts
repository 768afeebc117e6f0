// Arrays on record: .npy files that are written whole, and read where they are there.
import { readIfPresent, writeWhole } from "./files.ts";
import { decodeNpy, encodeNpy, type NpyArray } from "./npy.ts";

/** Replaces the file in one move. */
export function writeNpy(file: string, array: NpyArray): void {
  writeWhole(file, encodeNpy(array));
}

/** The values on record, or undefined where there is no file. */
export function readNpy(file: string): NpyArray["data"] | undefined {
  const bytes = readIfPresent(file);
  return bytes === undefined ? undefined : decodeNpy(bytes, file).data;
}
