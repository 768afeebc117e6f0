// How arrays reach the kernels: in place where they live in the kernels' memory, else copied a chunk of rows at a time.
import type { KernelMemory } from "./kernels.ts";

/** Arrays the kernels take. */
export type KernelArray = Float32Array | Int32Array;

/** An array of which each row has `width` numbers; `copy` where its rows are changed before they are used. */
export interface RowArray {
  readonly array: KernelArray;
  readonly width: number;
  readonly copy?: boolean;
}

/** Where the rows of one chunk lie: a view of them and its address. */
export interface Place {
  readonly view: KernelArray;
  readonly address: number;
}

const lineBytes = 64;
const padded = (bytes: number): number => Math.ceil(bytes / lineBytes + 1) * lineBytes;

const isResident = (kernels: KernelMemory, { array, copy }: RowArray): boolean =>
  copy !== true && array.buffer === kernels.memory.buffer;

/** Bytes of staging that one row of these arrays takes, and one of what they take once. */
export function rowBytes(kernels: KernelMemory, arrays: readonly RowArray[]): number {
  return arrays.reduce((sum, rows) => sum + (isResident(kernels, rows) ? 0 : 4 * rows.width), 0);
}

/** Bytes that a chunk takes beside its rows: ends of cache lines, four rows to begin with. */
export function overhead(arrays: readonly RowArray[]): number {
  return arrays.length * 2 * lineBytes;
}

/** The most rows, a multiple of four where there are that many, whose copies fit into `bytes`. */
export function rowsThatFit(kernels: KernelMemory, arrays: readonly RowArray[], bytes: number): number {
  const fitting = Math.floor((bytes - overhead(arrays)) / Math.max(1, rowBytes(kernels, arrays)));
  return fitting >= 4 ? fitting - (fitting % 4) : fitting;
}

/** Rows as a view; all of them are the array itself, which costs nothing. */
const rowsOf = ({ array, width }: RowArray, begin: number, end: number): KernelArray =>
  begin === 0 && end * width === array.length ? array : array.subarray(begin * width, end * width);

/** Places rows `begin` to `end` of each array, one after another from `start`; nothing is copied yet. */
export function placeRows(
  kernels: KernelMemory,
  arrays: readonly RowArray[],
  start: number,
  begin: number,
  end: number,
): Place[] {
  let next = start;
  return arrays.map((rows) => {
    const { array, width } = rows;
    if (isResident(kernels, rows)) {
      const view = rowsOf(rows, begin, end);
      return { view, address: view.byteOffset };
    }
    const [address, length] = [next, (end - begin) * width];
    next += padded(4 * length);
    const { buffer } = kernels.memory;
    const view =
      array instanceof Int32Array ? new Int32Array(buffer, address, length) : new Float32Array(buffer, address, length);
    return { view, address };
  });
}

/** Copies rows to where they were placed, unless they lie there. */
export function copyIn(rows: RowArray, { view, address }: Place, begin: number, end: number): void {
  const { array, width } = rows;
  if (array.buffer === view.buffer && array.byteOffset + 4 * begin * width === address) return;
  view.set(rowsOf(rows, begin, end));
}

/** Copies rows back. */
export function copyOut({ array, width }: RowArray, { view, address }: Place, begin: number): void {
  if (array.buffer === view.buffer && array.byteOffset + 4 * begin * width === address) return;
  array.set(view, begin * width);
}
