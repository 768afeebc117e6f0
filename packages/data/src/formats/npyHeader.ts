// The header of a .npy file: where its values begin, and what they are.
import { refuse } from "../base/refuse.ts";

/** What stands before the values. */
export interface NpyHeader {
  /** The type as NumPy writes it: "<f4"; of records a list. */
  readonly descriptor: string;
  /** Whether the first index varies fastest. */
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  /** Bytes before the first value. */
  readonly offset: number;
}

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** NumPy's own headers have a few hundred bytes; a longer one is not read. */
const longestHeader = 2 ** 20;

/** Bytes that are enough to know how long the header is. */
export const shortestHeader = 12;

/**
 * The length of the header in bytes.
 * @param bytes the first of the file, at least `shortestHeader` unless the file is shorter
 */
export function headerLength(bytes: Uint8Array, who: string): number {
  const isNpy = bytes.length >= shortestHeader && magic.every((value, i) => bytes[i] === value);
  if (!isNpy) refuse(who, "a .npy file", `${bytes.length} other bytes`, "save the array with numpy.save");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Version 1 has two bytes for the length; 2 and 3 have four.
  const length = bytes[6] === 1 ? 10 + view.getUint16(8, true) : 12 + view.getUint32(8, true);
  if (length <= longestHeader) return length;
  return refuse(who, `a header of at most ${longestHeader} bytes`, `one of ${length}`, "save it again with numpy.save");
}

/**
 * Reads the header.
 * @param bytes the header as a whole, or more
 * @param who the file, for messages
 * @throws UsageError where the bytes are no .npy file
 */
export function parseNpyHeader(bytes: Uint8Array, who: string): NpyHeader {
  const offset = headerLength(bytes, who);
  const start = bytes[6] === 1 ? 10 : 12;
  const text = new TextDecoder().decode(bytes.subarray(start, offset)).trim();
  const descriptor = /'descr': (?:'([^']*)'|(\[.*\]), 'fortran_order')/
    .exec(text)
    ?.slice(1)
    .find((each) => each !== undefined);
  const order = /'fortran_order': (True|False)/.exec(text)?.[1];
  const tuple = /'shape': \(([^)]*)\)/.exec(text)?.[1];
  if (descriptor === undefined || order === undefined || tuple === undefined) {
    return refuse(who, "an array of plain values", `the header ${text.slice(0, 80)}`, "save one array of numbers");
  }
  const sizes = tuple.split(",").filter((part) => part.trim() !== "");
  const shape = sizes.map(Number);
  if (!shape.every((size) => Number.isSafeInteger(size) && size >= 0)) {
    refuse(who, "a shape of whole numbers", `(${tuple.slice(0, 80)})`, "save it again with numpy.save");
  }
  return { descriptor, fortranOrder: order === "True", shape, offset };
}
