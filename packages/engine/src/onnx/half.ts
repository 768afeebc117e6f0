// Numbers of 16 bits, IEEE 754 binary16: their bits from a number, and back.

const infinity = 0x7c00;
const notANumber = 0x7e00;
const float64 = new DataView(new ArrayBuffer(8));

/** e in |value| = m · 2^e with 1 ≤ m < 2, read off the bits of a float64. */
function exponentOf(value: number): number {
  float64.setFloat64(0, value);
  return ((float64.getUint16(0) >> 4) & 0x7ff) - 1023;
}

/** The bits of the half nearest to a number, ties to even; numbers from 65520 on become infinity. */
export function halfBits(value: number): number {
  if (Number.isNaN(value)) return notANumber;
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  // Below 2^-14 halves are 2^-24 apart, above it 2^(e-10).
  const exponent = Math.max(exponentOf(value), -14);
  const steps = Math.abs(value) / 2 ** (exponent - 10);
  // From 2^52 on a float64 holds no fractions: the sum rounds, ties to even.
  const rounded = steps + 2 ** 52 - 2 ** 52;
  return sign | Math.min((exponent + 14) * 1024 + rounded, infinity);
}

/** The number that bits of a half stand for. */
export function halfValue(bits: number): number {
  const [exponent, fraction] = [(bits >> 10) & 0x1f, bits & 0x3ff];
  const sign = bits & 0x8000 ? -1 : 1;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
}
