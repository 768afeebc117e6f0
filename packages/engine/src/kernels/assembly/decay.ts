// Weight decay, before an optimizer's own pass: a pass of its own, because most runs have none.

/** g ← g + decay·p */
export function decayGradients(parameters: usize, gradients: usize, bytes: usize, decay: f32): void {
  const decays = f32x4.splat(decay);
  for (let i: usize = 0; i < bytes; i += 16) {
    const share = f32x4.mul(decays, v128.load(parameters + i));
    v128.store(gradients + i, f32x4.add(v128.load(gradients + i), share));
  }
}

/** p ← factor·p */
export function scale(parameters: usize, bytes: usize, factor: f32): void {
  const factors = f32x4.splat(factor);
  for (let i: usize = 0; i < bytes; i += 16) {
    v128.store(parameters + i, f32x4.mul(factors, v128.load(parameters + i)));
  }
}
