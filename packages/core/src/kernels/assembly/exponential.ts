// exp of four float32 at once, for arguments that are not above zero.

/**
 * Read from memory, because engines make a literal vector anew at every use: the lowest argument (below it exp is 0), log2 e
 * and what float32 cuts off it, 1.5·2²³ + 127, and the coefficients of 2^f, |f| ≤ ½, highest first.
 */
const constants = memory.data<f32>(
  [
    -88.0, 1.44269504, 1.9259630335e-8, 12583039.0, 0.0013264658740615419, 0.009671565826824461, 0.055507343877691594,
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
 * lowest places. Relative error 1.8e-7; 1 for 0, 0 for -∞, NaN for NaN.
 */
export function exp(x: v128): v128 {
  const bounded = f32x4.pmax(x, v128.load32_splat(constants, 0));
  const log2e = v128.load32_splat(constants, 4);
  const shift = v128.load32_splat(constants, 12);
  const shifted = multiplyAdd(bounded, log2e, shift);
  const high = multiplyAdd(bounded, log2e, f32x4.sub(shift, shifted));
  const f = multiplyAdd(bounded, v128.load32_splat(constants, 8), high);
  let power = multiplyAdd(v128.load32_splat(constants, 16), f, v128.load32_splat(constants, 20));
  power = multiplyAdd(power, f, v128.load32_splat(constants, 24));
  power = multiplyAdd(power, f, v128.load32_splat(constants, 28));
  power = multiplyAdd(power, f, v128.load32_splat(constants, 32));
  power = multiplyAdd(power, f, v128.load32_splat(constants, 36));
  return f32x4.mul(power, i32x4.shl(shifted, 23));
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
