// Stochastic gradient descent, without and with momentum, after the weight decay.

/** p ← p - rate·g */
export function sgd(parameters: usize, gradients: usize, bytes: usize, rate: f32): void {
  const rates = f32x4.splat(rate);
  for (let i: usize = 0; i < bytes; i += 16) {
    const step = f32x4.mul(rates, v128.load(gradients + i));
    v128.store(parameters + i, f32x4.sub(v128.load(parameters + i), step));
  }
}

/**
 * v ← keep·v + take·g;  p ← p - rate·(ofGradient·g + ofVelocity·v)
 * Nesterov's step has ofGradient 1 and ofVelocity `keep`; the plain one 0 and 1.
 */
export function sgdWithMomentum(
  parameters: usize,
  gradients: usize,
  velocities: usize,
  bytes: usize,
  rate: f32,
  keep: f32,
  take: f32,
  ofGradient: f32,
  ofVelocity: f32,
): void {
  const keeps = f32x4.splat(keep);
  const takes = f32x4.splat(take);
  const gradientRates = f32x4.splat(rate * ofGradient);
  const velocityRates = f32x4.splat(rate * ofVelocity);
  for (let i: usize = 0; i < bytes; i += 16) {
    const p = v128.load(parameters + i);
    const g = v128.load(gradients + i);
    const v = f32x4.add(f32x4.mul(keeps, v128.load(velocities + i)), f32x4.mul(takes, g));
    const step = f32x4.add(f32x4.mul(gradientRates, g), f32x4.mul(velocityRates, v));
    v128.store(velocities + i, v);
    v128.store(parameters + i, f32x4.sub(p, step));
  }
}
