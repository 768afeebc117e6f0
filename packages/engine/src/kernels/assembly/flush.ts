// Keeps decaying averages out of the subnormal numbers, with which processors compute fifty times slower.

/**
 * Below this an average is zero: far under all that float32 adds to a parameter, far above the subnormals. The gradients of
 * dead units are zero, so without this their averages would become subnormal within a thousand steps, and stay so.
 */
const negligible: f32 = 1e-30;

/** The values, with zero for those that are negligible; NaN stays. */
export function flush(values: v128): v128 {
  return v128.andnot(values, f32x4.lt(f32x4.abs(values), f32x4.splat(negligible)));
}

/** g², but never less than 1e-32, so that neither the square nor an average of squares is ever subnormal; NaN stays. */
export function safeSquare(gradients: v128): v128 {
  const magnitude = f32x4.max(f32x4.abs(gradients), f32x4.splat(1e-16));
  return f32x4.mul(magnitude, magnitude);
}
