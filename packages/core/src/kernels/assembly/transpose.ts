// Four rows of few classes as columns: one vector per class, one lane per row.
import { multiplyAdd } from "./exponential";

function low(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23);
}

function high(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31);
}

function lowPairs(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23);
}

function highPairs(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31);
}

/** A 4 by 4 square transposed, one vector at a time; the compiler finds what they share. */
function first(a: v128, b: v128, c: v128, d: v128): v128 {
  return lowPairs(low(a, b), low(c, d));
}

function second(a: v128, b: v128, c: v128, d: v128): v128 {
  return highPairs(low(a, b), low(c, d));
}

function third(a: v128, b: v128, c: v128, d: v128): v128 {
  return lowPairs(high(a, b), high(c, d));
}

function fourth(a: v128, b: v128, c: v128, d: v128): v128 {
  return highPairs(high(a, b), high(c, d));
}

/** Writes rows a to d as columns. */
function storeColumns(a: v128, b: v128, c: v128, d: v128, columns: usize): void {
  v128.store(columns, first(a, b, c, d));
  v128.store(columns, second(a, b, c, d), 16);
  v128.store(columns, third(a, b, c, d), 32);
  v128.store(columns, fourth(a, b, c, d), 48);
}

/** Numbers of four rows, as a column. */
function loadColumn(at: usize, rowBytes: usize): v128 {
  let column = v128.load32_zero(at);
  column = v128.load_lane<u32>(at + rowBytes, column, 1);
  column = v128.load_lane<u32>(at + 2 * rowBytes, column, 2);
  return v128.load_lane<u32>(at + 3 * rowBytes, column, 3);
}

/** Reads four rows into `classes` vectors; the last square overlaps the one before it. */
function readColumns(row: usize, classes: i32, columns: usize): void {
  const rowBytes = (<usize>classes) << 2;
  if (classes < 4) {
    for (const end = row + rowBytes; row < end; row += 4, columns += 16) v128.store(columns, loadColumn(row, rowBytes));
    return;
  }
  let a = row;
  let b = a + rowBytes;
  let c = b + rowBytes;
  let d = c + rowBytes;
  const end = b - 16;
  while (true) {
    storeColumns(v128.load(a), v128.load(b), v128.load(c), v128.load(d), columns);
    if (a == end) return;
    const step = min<usize>(16, end - a);
    a += step;
    b += step;
    c += step;
    d += step;
    columns += step << 2;
  }
}

/** Reads `count` fours of rows, the columns of one four `stride` bytes behind those of the one before it. */
export function readFours(row: usize, classes: i32, columns: usize, stride: usize, count: usize): void {
  const fourBytes = (<usize>classes) << 4;
  for (const end = columns + count * stride; columns < end; columns += stride, row += fourBytes)
    readColumns(row, classes, columns);
}

/** Writes e·factors + shift of `classes` vectors back as four rows. */
export function writeColumns(columns: usize, classes: i32, into: usize, factors: v128, shift: v128): void {
  const rowBytes = (<usize>classes) << 2;
  let a = into;
  let b = a + rowBytes;
  let c = b + rowBytes;
  let d = c + rowBytes;
  if (classes < 4) {
    for (const end = b; a < end; a += 4, b += 4, c += 4, d += 4, columns += 16) {
      const slopes = multiplyAdd(v128.load(columns), factors, shift);
      v128.store_lane<u32>(a, slopes, 0);
      v128.store_lane<u32>(b, slopes, 1);
      v128.store_lane<u32>(c, slopes, 2);
      v128.store_lane<u32>(d, slopes, 3);
    }
    return;
  }
  const end = b - 16;
  while (true) {
    const w = multiplyAdd(v128.load(columns), factors, shift);
    const x = multiplyAdd(v128.load(columns, 16), factors, shift);
    const y = multiplyAdd(v128.load(columns, 32), factors, shift);
    const z = multiplyAdd(v128.load(columns, 48), factors, shift);
    v128.store(a, first(w, x, y, z));
    v128.store(b, second(w, x, y, z));
    v128.store(c, third(w, x, y, z));
    v128.store(d, fourth(w, x, y, z));
    if (a == end) return;
    const step = min<usize>(16, end - a);
    a += step;
    b += step;
    c += step;
    d += step;
    columns += step << 2;
  }
}

/** Writes `classes` numbers as vectors of one number each. */
export function splatColumns(numbers: usize, classes: i32, columns: usize): void {
  for (const end = numbers + ((<usize>classes) << 2); numbers < end; numbers += 4, columns += 16)
    v128.store(columns, v128.load32_splat(numbers));
}
