// An array in a .npy file, read by rows or as a whole.
import { closeSync, openSync, statSync } from "node:fs";
import { readExactly } from "../readExactly.ts";
import { refuse } from "../../base/refuse.ts";
import { headerLength, parseNpyHeader, shortestHeader, type NpyHeader } from "../../formats/npyHeader.ts";
import { npyType, textLength, toLittleEndian, type NpyNumbers } from "../../formats/npyTypes.ts";

/** An array of numbers or texts in a file. */
export interface NpyFile extends NpyHeader {
  readonly file: string;
  /** The name of the file, or of file and array, for messages. */
  readonly name: string;
}

function withDescriptor<Result>(file: string, use: (descriptor: number) => Result): Result {
  const descriptor = openSync(file, "r");
  try {
    return use(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

const product = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1);

/** Bytes a value: texts have four a character. */
function valueBytes({ name, descriptor }: NpyFile): number {
  const characters = textLength(descriptor);
  return characters === undefined ? npyType(name, descriptor).bytes : 4 * characters;
}

/**
 * Reads the header of a file.
 * @param name for messages
 * @throws UsageError where it is no .npy file
 */
export function openNpy(file: string, name = file): NpyFile {
  return withDescriptor(file, (descriptor) => {
    const start = new Uint8Array(shortestHeader);
    const length = headerLength(start.subarray(0, readExactly(descriptor, start, 0)), name);
    const header = new Uint8Array(length);
    const read = readExactly(descriptor, header, 0);
    if (read < length) refuse(name, `a header of ${length} bytes`, `only ${read} bytes`, "the file is cut short");
    return { ...parseNpyHeader(header, name), file, name };
  });
}

/**
 * Checks that the values of an array can be read, before any are.
 * @throws UsageError where they are neither numbers nor texts, or the file is cut short
 */
export function checkNpy(array: NpyFile): NpyFile {
  const expected = product(array.shape) * valueBytes(array);
  const found = statSync(array.file).size - array.offset;
  const remedy = "the file is cut short or damaged";
  if (found !== expected) refuse(array.name, `${expected} bytes of values`, String(found), remedy);
  return array;
}

/** Consecutive values as numbers. */
function readValues(array: NpyFile, descriptor: number, from: number, count: number): NpyNumbers {
  const type = npyType(array.name, array.descriptor);
  const bytes = new Uint8Array(count * type.bytes);
  readExactly(descriptor, bytes, array.offset + from * type.bytes);
  toLittleEndian(bytes, array.descriptor, type.bytes);
  return type.read(bytes.buffer);
}

/** Rows of an array whose first index varies fastest: its columns are one after another. */
function readColumns(array: NpyFile, descriptor: number, from: number, rows: number): NpyNumbers {
  const [all, width] = array.shape;
  const isFloat32 = readValues(array, descriptor, 0, 0) instanceof Float32Array;
  const result = isFloat32 ? new Float32Array(rows * width) : new Float64Array(rows * width);
  for (let k = 0; k < width; k++) {
    readValues(array, descriptor, k * all + from, rows).forEach((value, row) => (result[row * width + k] = value));
  }
  return result;
}

/**
 * Rows of an array of one or two dimensions, row-major whatever its order in the file.
 * @param rowBlock rows at a time
 */
export function* npyRows(array: NpyFile, rowBlock: number): Generator<NpyNumbers> {
  const [all, width = 1] = array.shape;
  const descriptor = openSync(array.file, "r");
  try {
    for (let from = 0; from < all; from += rowBlock) {
      const rows = Math.min(rowBlock, all - from);
      yield array.fortranOrder && array.shape.length > 1
        ? readColumns(array, descriptor, from, rows)
        : readValues(array, descriptor, from * width, rows * width);
    }
  } finally {
    closeSync(descriptor);
  }
}

/** A character by its number in Unicode; 0 is the padding of short texts. */
function characterOf(who: string, point: number): string {
  if (point === 0) return "";
  if (point <= 0x10ffff) return String.fromCodePoint(point);
  return refuse(who, "texts in Unicode", `the character number ${point}`, "the file is damaged; save it again");
}

/** The values of an array of texts; undefined where it holds none. */
export function npyTexts(array: NpyFile): string[] | undefined {
  const length = textLength(array.descriptor);
  if (length === undefined) return undefined;
  const count = product(array.shape);
  const bytes = new Uint8Array(4 * length * count);
  withDescriptor(array.file, (descriptor) => readExactly(descriptor, bytes, array.offset));
  toLittleEndian(bytes, array.descriptor, 4);
  const points = new Uint32Array(bytes.buffer);
  return Array.from({ length: count }, (_, i) => {
    const text = points.subarray(i * length, (i + 1) * length);
    return Array.from(text, (point) => characterOf(array.name, point)).join("");
  });
}
