// log(1 + x) of four float32 at once, for arguments that are not below zero.
import { multiplyAdd } from "./exponential";

/** The bits of √½: mantissas are taken from there to √2. */
const rootHalf: i32 = 0x3f3504f3;

/** Coefficients of (log(1 + f) - f + f²/2) / f³, highest first; and log 2 in two parts, the first with few digits; 1 and -½. */
const coefficients = memory.data<f32>(
  [
    7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
    2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1, 0.693359375, -2.1219444e-4, 1.0, -0.5,
  ],
  16,
);

/** Coefficients `high` and `high` + 1 as a polynomial of degree 1. */
function linear(high: usize, f: v128): v128 {
  return multiplyAdd(
    v128.load32_splat(coefficients + (high << 2)),
    f,
    v128.load32_splat(coefficients + ((high + 1) << 2)),
  );
}

/** The polynomial by Estrin's scheme: pairs, then pairs of pairs, which do not wait for one another. */
function polynomial(f: v128, square: v128): v128 {
  const fourth = f32x4.mul(square, square);
  const lower = multiplyAdd(linear(5, f), square, linear(7, f));
  const upper = multiplyAdd(linear(1, f), square, linear(3, f));
  const top = multiplyAdd(v128.load32_splat(coefficients), fourth, upper);
  return multiplyAdd(top, fourth, lower);
}

/** log(1 + x): with u = 1 + x = 2^n (1 + f), n log 2 + log(1 + f), and (x - (u - 1)) / u for what the sum u cut off. */
export function log1p(x: v128): v128 {
  const one = v128.load32_splat(coefficients + 44);
  const u = f32x4.add(x, one);
  const n = i32x4.shr_s(i32x4.sub(u, i32x4.splat(rootHalf)), 23);
  const f = f32x4.sub(i32x4.sub(u, i32x4.shl(n, 23)), one);
  const exponent = f32x4.convert_i32x4_s(n);
  const square = f32x4.mul(f, f);
  const cut = f32x4.div(f32x4.sub(x, f32x4.sub(u, one)), u);
  let small = f32x4.mul(f32x4.mul(polynomial(f, square), f), square);
  small = multiplyAdd(exponent, v128.load32_splat(coefficients + 40), small);
  small = f32x4.add(multiplyAdd(square, v128.load32_splat(coefficients + 48), small), cut);
  return f32x4.add(f32x4.add(f, small), f32x4.mul(exponent, v128.load32_splat(coefficients + 36)));
}
