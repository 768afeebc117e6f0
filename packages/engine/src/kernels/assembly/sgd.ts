// Stochastic gradient descent, without and with momentum.
import { flush } from "./flush";

/**
 * g ← g + decay·p;  p ← p - rate·g
 */
export function sgd(parameters: usize, gradients: usize, bytes: usize, rate: f32, decay: f32): void {
  const rates = f32x4.splat(rate);
  const decays = f32x4.splat(decay);
  for (let i: usize = 0; i < bytes; i += 16) {
    const p = v128.load(parameters + i);
    const g = f32x4.add(v128.load(gradients + i), f32x4.mul(decays, p));
    v128.store(parameters + i, f32x4.sub(p, f32x4.mul(rates, g)));
  }
}

/**
 * g ← g + decay·p;  v ← keep·v + take·g;  p ← p - rate·(ofGradient·g + ofVelocity·v)
 * Nesterov's step has ofGradient 1 and ofVelocity `keep`; the plain one 0 and 1.
 */
export function sgdWithMomentum(
  parameters: usize,
  gradients: usize,
  velocities: usize,
  bytes: usize,
  rate: f32,
  decay: f32,
  keep: f32,
  take: f32,
  ofGradient: f32,
  ofVelocity: f32,
): void {
  const rates = f32x4.splat(rate);
  const decays = f32x4.splat(decay);
  const keeps = f32x4.splat(keep);
  const takes = f32x4.splat(take);
  const gradientShares = f32x4.splat(ofGradient);
  const velocityShares = f32x4.splat(ofVelocity);
  for (let i: usize = 0; i < bytes; i += 16) {
    const p = v128.load(parameters + i);
    const g = f32x4.add(v128.load(gradients + i), f32x4.mul(decays, p));
    const v = flush(f32x4.add(f32x4.mul(keeps, v128.load(velocities + i)), f32x4.mul(takes, g)));
    const direction = f32x4.add(f32x4.mul(gradientShares, g), f32x4.mul(velocityShares, v));
    v128.store(velocities + i, v);
    v128.store(parameters + i, f32x4.sub(p, f32x4.mul(rates, direction)));
  }
}
