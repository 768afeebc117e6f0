// Reads idx files, the format of MNIST and its relatives: four bytes of magic, the sizes, then the values.
import { isGzip, unpackGzip } from "./gzip.ts";
import { refuse } from "../../base/refuse.ts";

/** The content of an idx file of bytes. */
export interface IdxArray {
  readonly shape: readonly number[];
  readonly data: Uint8Array;
}

/** What an idx file may hold here, and how a message names it. */
const kinds = { images: { rank: 3, sizes: "count, height and width" }, labels: { rank: 1, sizes: "count" } } as const;

/** What the file is expected to hold. */
export type IdxKind = keyof typeof kinds;

const elementTypes: Readonly<Record<number, string>> = {
  0x08: "unsigned bytes",
  0x09: "signed bytes",
  0x0b: "16-bit integers",
  0x0c: "32-bit integers",
  0x0d: "32-bit floats",
  0x0e: "64-bit floats",
};

const hexadecimal = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(" ");

const dimensions = (rank: number): string => `${rank} dimension${rank === 1 ? "" : "s"}`;

/** Refuses anything but the magic of an idx file of bytes with the rank of its kind. */
function checkMagic(who: string, bytes: Uint8Array, kind: IdxKind): void {
  const { rank } = kinds[kind];
  if (bytes.length === 0) refuse(who, `an idx file of ${kind}`, "an empty file", "copy or download it again");
  const [first, second, type, foundRank] = bytes;
  if (bytes.length < 4 || first !== 0 || second !== 0 || !(type in elementTypes)) {
    const expected = `an idx file, gzip or not (magic number 00 00 08 0${rank})`;
    refuse(who, expected, `bytes ${hexadecimal(bytes.subarray(0, 4))}`, "check that this is the right file");
  }
  if (type !== 0x08) refuse(who, "elements that are unsigned bytes (type 08)", elementTypes[type]);
  if (foundRank !== rank) {
    const remedy = "check that files of images and labels are not exchanged";
    refuse(who, `${kind}, with ${dimensions(rank)}`, dimensions(foundRank), remedy);
  }
}

/**
 * The array in the bytes of an idx file, which may be packed by gzip.
 * @param who the file's name, for messages
 * @throws UsageError that tells which of these is wrong: gzip, magic number, element type, rank, header, sizes, length
 */
export function decodeIdx(who: string, packed: Uint8Array, kind: IdxKind): IdxArray {
  const bytes = isGzip(packed) ? unpackGzip(who, packed) : packed;
  checkMagic(who, bytes, kind);
  const { rank, sizes } = kinds[kind];
  const start = 4 + 4 * rank;
  if (bytes.length < start) refuse(who, `a header of ${start} bytes (${sizes})`, `${bytes.length} bytes in all`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape = Array.from({ length: rank }, (_, i) => view.getUint32(4 + 4 * i));
  if (shape[0] === 0) refuse(who, `at least one of its ${kind}`, "a count of 0");
  if (shape.includes(0)) refuse(who, "images of at least one pixel", `${shape[1]} × ${shape[2]}`);
  const needed = shape.reduce((product, length) => product * length, 1);
  const found = bytes.length - start;
  const expected = `${needed} bytes of ${kind} after the header (${shape.join(" × ")})`;
  const remedy = "copy or download it again";
  if (found < needed) refuse(who, expected, `only ${found}`, remedy);
  if (found > needed) refuse(who, expected, `${found}, ${found - needed} too many`, remedy);
  return { shape, data: bytes.subarray(start) };
}
