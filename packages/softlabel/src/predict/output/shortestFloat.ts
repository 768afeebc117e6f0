// float32 numbers in as few digits as give them again, written as bytes: many times as fast as by way of strings.

/** Powers of ten that float64 holds exactly. */
const powers = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** Below, numbers are written with an exponent. */
const leastPlain = 1e-6;
/** Below, powers of ten are not exact. */
const leastFast = 1e-13;

const [zero, point, minus, e] = [48, 46, 45, 101];

/** The text of a float32: as few digits as give it again. */
export function shortestText(value: number): string {
  for (let digits = 1; digits < 9; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.fround(rounded) === value) return String(rounded);
  }
  return String(Number(value.toPrecision(9)));
}

/** Writes the digits of a whole number so that they end before `end`; returns where they begin. */
function writeDigits(whole: number, bytes: Uint8Array, end: number): number {
  let at = end;
  for (let rest = whole; rest > 0;) {
    const tenth = Math.floor(rest / 10);
    bytes[--at] = zero + (rest - 10 * tenth);
    rest = tenth;
  }
  return at;
}

/** 0.00123: `decimals` digits after the point, of which the last are those of `whole`. */
function writePlain(whole: number, decimals: number, bytes: Uint8Array, at: number): number {
  bytes[at] = zero;
  bytes[at + 1] = point;
  const end = at + 2 + decimals;
  const begin = writeDigits(whole, bytes, end);
  bytes.fill(zero, at + 2, begin);
  return end;
}

/** 1.23e-7: `whole` divided by 10^decimals, with its first digit at 10^-exponent. */
function writeScientific(whole: number, digits: number, exponent: number, bytes: Uint8Array, at: number): number {
  const end = at + 1 + digits;
  writeDigits(whole, bytes, end);
  bytes[at] = bytes[at + 1];
  let next = at + 1;
  if (digits > 1) {
    bytes[at + 1] = point;
    next = end;
  }
  bytes[next] = e;
  bytes[next + 1] = minus;
  const last = next + 2 + (exponent > 9 ? 2 : 1);
  writeDigits(exponent, bytes, last);
  return last;
}

/** Bytes that a number takes at most. */
export const longestFloat = 24;

/**
 * Writes a float32 in as few digits as give it again.
 * @param bytes where there is room for `longestFloat` bytes from `at` on
 * @returns where the text ends
 */
export function writeFloat(value: number, bytes: Uint8Array, at: number): number {
  if (!(value >= leastFast && value < 1)) return writeText(shortestText(value), bytes, at);
  // The place after the point of the first digit that is not zero.
  let first = Math.max(1, Math.ceil(-Math.log10(value)));
  if (first > 1 && value * powers[first - 1] >= 1) first--;
  for (let digits = 6; digits <= 9; digits++) {
    let decimals = first + digits - 1;
    let whole = Math.round(value * powers[decimals]);
    if (Math.fround(whole / powers[decimals]) !== value) continue;
    // Rounding up may have given one digit more.
    let shown = whole === powers[digits] ? digits + 1 : digits;
    for (; whole % 10 === 0; whole /= 10, decimals--, shown--);
    return value < leastPlain
      ? writeScientific(whole, shown, decimals - shown + 1, bytes, at)
      : writePlain(whole, decimals, bytes, at);
  }
  return writeText(shortestText(value), bytes, at);
}

/** Writes a whole number of at least 1; returns where it ends. */
export function writeWhole(value: number, bytes: Uint8Array, at: number): number {
  let end = at + 1;
  for (let least = 10; least <= value; least *= 10) end++;
  writeDigits(value, bytes, end);
  return end;
}

function writeText(text: string, bytes: Uint8Array, at: number): number {
  for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i);
  return at + text.length;
}
