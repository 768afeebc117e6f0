// exp of four float32 at once, for arguments that are not above zero.

/**
 * Read from memory, because engines make a literal vector anew at every use: the lowest argument (below it exp is 0), log2 e,
 * 1.5·2²³ + 127, and the coefficients of 2^f, |f| ≤ ½, highest first.
 */
export const constants = memory.data<f32>(
  [
    -88.0, 1.44269504, 12583039.0, 0.0013264658740615419, 0.009671565826824461, 0.055507343877691594,
    0.24022241273157713, 0.6931469769912029, 1.0,
  ],
  16,
);

/** a·b + c, rounded once where the processor can. */
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/**
 * e^x = 2^n · 2^f with n + f = x · log2 e. Adding 1.5·2²³ + 127 rounds to n and leaves n + 127, the exponent's bits, in the
 * lowest places. Relative error 9.2e-8, and 1.4e-8 |x| as log2 e and its product are rounded (twice to five times that
 * without fused operations): for a sum of exponentials, in which far terms are small, less than 1e-7. 1 for 0, 0 for -∞,
 * NaN for NaN. A loop reads the constants once, before its stores.
 */
export function expOf(
  x: v128,
  least: v128,
  log2e: v128,
  shift: v128,
  c5: v128,
  c4: v128,
  c3: v128,
  c2: v128,
  c1: v128,
  one: v128,
): v128 {
  const bounded = f32x4.pmax(x, least);
  const shifted = multiplyAdd(bounded, log2e, shift);
  const f = multiplyAdd(bounded, log2e, f32x4.sub(shift, shifted));
  const exponent = i32x4.shl(shifted, 23);
  const power = multiplyAdd(multiplyAdd(multiplyAdd(multiplyAdd(c5, f, c4), f, c3), f, c2), f, c1);
  return f32x4.mul(multiplyAdd(power, f, one), exponent);
}

/** The same for a vector that comes alone. */
export function exp(x: v128): v128 {
  return expOf(
    x,
    v128.load32_splat(constants),
    v128.load32_splat(constants, 4),
    v128.load32_splat(constants, 8),
    v128.load32_splat(constants, 12),
    v128.load32_splat(constants, 16),
    v128.load32_splat(constants, 20),
    v128.load32_splat(constants, 24),
    v128.load32_splat(constants, 28),
    v128.load32_splat(constants, 32),
  );
}

/** log 2 in two parts; the first has so few digits that its product with n is exact. */
const logTwoHigh: f32 = 0.693145751953125;
const logTwoLow: f32 = 1.42860677e-6;

/** e^(x + low), x ≤ 0, low what float32 cut off x: slower, with full digits for any x, which `exp` loses as x grows. */
export function expExact(x: v128, low: v128): v128 {
  const bounded = f32x4.pmax(x, f32x4.splat(-87));
  const n = f32x4.nearest(f32x4.mul(bounded, v128.load32_splat(constants, 4)));
  const high = f32x4.sub(bounded, f32x4.mul(n, f32x4.splat(logTwoHigh)));
  const r = f32x4.add(f32x4.sub(high, f32x4.mul(n, f32x4.splat(logTwoLow))), low);
  return f32x4.mul(exp(r), i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23));
}
