// How arrays reach the kernels: in place where they live in the kernels' memory, else copied a chunk of rows at a time.
import type { KernelMemory } from "./kernels.ts";

/** Arrays the kernels take. */
type KernelArray = Float32Array | Int32Array;

/** Where the next copy goes. */
export interface Cursor {
  next: number;
}

const lineBytes = 64;

/** Bytes of staging that a copy takes at most beyond its numbers. */
export const copyOverhead = 2 * lineBytes;

/** Bytes of staging that a row of `width` numbers takes; none where it lives in the kernels' memory. */
export function stagedBytes(kernels: KernelMemory, array: KernelArray, width: number): number {
  return array.buffer === kernels.memory.buffer ? 0 : 4 * width;
}

/** The most rows, a multiple of four where there are that many, whose copies fit into `bytes`. */
export function rowsThatFit(rowBytes: number, bytes: number): number {
  const fitting = Math.floor(bytes / Math.max(1, rowBytes));
  return fitting >= 4 ? fitting - (fitting % 4) : fitting;
}

/** Takes staging for `count` numbers and gives its address. */
export function takePlace(cursor: Cursor, count: number): number {
  const address = cursor.next;
  cursor.next += Math.ceil((4 * count) / lineBytes + 1) * lineBytes;
  return address;
}

/** The address of `count` numbers of an array from `begin` on: where they live, or else a place for their copy. */
export function placeOf(
  kernels: KernelMemory,
  cursor: Cursor,
  array: KernelArray,
  begin: number,
  count: number,
): number {
  if (array.buffer === kernels.memory.buffer) return array.byteOffset + 4 * begin;
  return takePlace(cursor, count);
}

/** Numbers of an array as a view; all of them are the array itself, which costs nothing. */
const part = <A extends KernelArray>(array: A, begin: number, count: number): A =>
  count === array.length ? array : (array.subarray(begin, begin + count) as A);

/** Copies `count` numbers from `begin` on to where they were placed, unless they are there. */
export function copyIn(
  { memory, floats32, integers32 }: KernelMemory,
  array: KernelArray,
  begin: number,
  count: number,
  address: number,
): void {
  if (array.buffer === memory.buffer) return;
  const all = array instanceof Int32Array ? integers32 : floats32;
  all.set(part(array, begin, count), address / 4);
}

/** Copies them back. */
export function copyOut(
  { memory, floats32, integers32 }: KernelMemory,
  array: KernelArray,
  begin: number,
  count: number,
  address: number,
): void {
  if (array.buffer === memory.buffer) return;
  const all = array instanceof Int32Array ? integers32 : floats32;
  array.set(all.subarray(address / 4, address / 4 + count), begin);
}
