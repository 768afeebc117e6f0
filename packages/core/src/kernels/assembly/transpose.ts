// Four rows of few classes as columns: a vector a class, a lane a row.

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

/** Writes a 4 by 4 square transposed: vectors a to d become columns, `stride` bytes from one to the next. */
function storeTransposed(a: v128, b: v128, c: v128, d: v128, into: usize, stride: usize): void {
  const ab = low(a, b);
  const cd = low(c, d);
  const abHigh = high(a, b);
  const cdHigh = high(c, d);
  v128.store(into, lowPairs(ab, cd));
  v128.store(into + stride, highPairs(ab, cd));
  v128.store(into + 2 * stride, lowPairs(abHigh, cdHigh));
  v128.store(into + 3 * stride, highPairs(abHigh, cdHigh));
}

/** Four classes of four rows, `rowBytes` apart, into four vectors. */
function readSquare(from: usize, rowBytes: usize, into: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + rowBytes);
  storeTransposed(a, b, v128.load(from + 2 * rowBytes), v128.load(from + 3 * rowBytes), into, 16);
}

/** Reads four rows into `classes` vectors; the last square overlaps the one before it. */
export function readColumns(row: usize, classes: i32, columns: usize): void {
  const rowBytes = (<usize>classes) << 2;
  if (classes < 4) {
    for (let place: usize = 0; place < rowBytes; place += 4, columns += 16)
      for (let r: usize = 0; r < 4; r++) store<f32>(columns + (r << 2), load<f32>(row + r * rowBytes + place));
    return;
  }
  for (let place: usize = 0; place + 16 <= rowBytes; place += 16)
    readSquare(row + place, rowBytes, columns + (place << 2));
  if (classes & 3) readSquare(row + rowBytes - 16, rowBytes, columns + ((rowBytes - 16) << 2));
}

/** Writes e·factors - spread of four classes back as rows. */
function writeSquare(columns: usize, into: usize, rowBytes: usize, factors: v128, spread: v128): void {
  storeTransposed(
    f32x4.sub(f32x4.mul(v128.load(columns), factors), spread),
    f32x4.sub(f32x4.mul(v128.load(columns, 16), factors), spread),
    f32x4.sub(f32x4.mul(v128.load(columns, 32), factors), spread),
    f32x4.sub(f32x4.mul(v128.load(columns, 48), factors), spread),
    into,
    rowBytes,
  );
}

/** Writes e·factors - spread of `classes` vectors back as four rows. */
export function writeColumns(columns: usize, classes: i32, into: usize, factors: v128, spread: v128): void {
  const rowBytes = (<usize>classes) << 2;
  if (classes < 4) {
    for (let place: usize = 0; place < rowBytes; place += 4, columns += 16) {
      v128.store(columns, f32x4.sub(f32x4.mul(v128.load(columns), factors), spread));
      for (let r: usize = 0; r < 4; r++) store<f32>(into + r * rowBytes + place, load<f32>(columns + (r << 2)));
    }
    return;
  }
  for (let place: usize = 0; place + 16 <= rowBytes; place += 16)
    writeSquare(columns + (place << 2), into + place, rowBytes, factors, spread);
  const last = rowBytes - 16;
  if (classes & 3) writeSquare(columns + (last << 2), into + last, rowBytes, factors, spread);
}

/** Writes `classes` numbers as vectors of one number each. */
export function splatColumns(numbers: usize, classes: i32, columns: usize): void {
  for (const end = numbers + ((<usize>classes) << 2); numbers < end; numbers += 4, columns += 16)
    v128.store(columns, v128.load32_splat(numbers));
}
