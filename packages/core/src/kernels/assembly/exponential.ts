// exp of four float32 at once, for arguments that are not above zero.

/**
 * Read from memory, because engines rebuild a literal vector at every use: the lowest argument (below it exp is 0), log2 e,
 * 1.5·2²³ + 127, and the coefficients of 2^f, |f| ≤ ½, highest first. Then, for `expExact`, its lowest argument, -log 2 in two
 * parts (the first has so few digits that its product with n is exact), and the sign alone.
 */
export const constants = memory.data<f32>(
  [
    -88.0, 1.44269504, 12583039.0, 0.0013264658740615419, 0.009671565826824461, 0.055507343877691594,
    0.24022241273157713, 0.6931469769912029, 1.0, -87.0, -0.693145751953125, -1.42860677e-6, -0.0,
  ],
  16,
);

/** a·b + c, rounded once where the processor can. */
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** 2^f, |f| ≤ ½. */
function powerOf(f: v128, c5: v128, c4: v128, c3: v128, c2: v128, c1: v128, one: v128): v128 {
  const power = multiplyAdd(multiplyAdd(multiplyAdd(multiplyAdd(c5, f, c4), f, c3), f, c2), f, c1);
  return multiplyAdd(power, f, one);
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
  return f32x4.mul(powerOf(f, c5, c4, c3, c2, c1, one), exponent);
}

/** The same for a vector that comes alone. */
export function exp(x: v128): v128 {
  return expOf(
    x,
    v128.load32_splat(constants),
    v128.load32_splat(constants + 4),
    v128.load32_splat(constants + 8),
    v128.load32_splat(constants + 12),
    v128.load32_splat(constants + 16),
    v128.load32_splat(constants + 20),
    v128.load32_splat(constants + 24),
    v128.load32_splat(constants + 28),
    v128.load32_splat(constants + 32),
  );
}

/** The sign bit of each lane. */
export function signBits(): v128 {
  return v128.load32_splat(constants + 48);
}

/** e^(x + low), x ≤ 0, low what float32 cut off x: slower, with full digits for any x, which `exp` loses as x grows. */
export function expExact(x: v128, low: v128): v128 {
  const bounded = f32x4.pmax(x, v128.load32_splat(constants + 36));
  const log2e = v128.load32_splat(constants + 4);
  const shift = v128.load32_splat(constants + 8);
  const shifted = multiplyAdd(bounded, log2e, shift);
  const n = f32x4.sub(shifted, shift);
  const high = multiplyAdd(n, v128.load32_splat(constants + 40), bounded);
  const r = f32x4.add(multiplyAdd(n, v128.load32_splat(constants + 44), high), low);
  const power = powerOf(
    f32x4.mul(r, log2e),
    v128.load32_splat(constants + 12),
    v128.load32_splat(constants + 16),
    v128.load32_splat(constants + 20),
    v128.load32_splat(constants + 24),
    v128.load32_splat(constants + 28),
    v128.load32_splat(constants + 32),
  );
  return f32x4.mul(power, i32x4.shl(shifted, 23));
}
