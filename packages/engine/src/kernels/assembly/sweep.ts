// Keeps decaying averages out of the subnormal numbers, with which processors compute fifty times slower.

/**
 * Below this an average is zero: far under all that float32 adds to a parameter, far above the subnormals. The gradients of
 * dead units are zero, so without this their averages would become subnormal within a thousand steps, and stay so.
 */
const negligible: f32 = 1e-30;

/** Puts zero in place of what is negligible; NaN stays. */
export function sweep(values: usize, bytes: usize): void {
  const bounds = f32x4.splat(negligible);
  for (let i: usize = 0; i < bytes; i += 16) {
    const v = v128.load(values + i);
    v128.store(values + i, v128.andnot(v, f32x4.lt(f32x4.abs(v), bounds)));
  }
}
