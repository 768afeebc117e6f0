// RMSprop: steps divided by a running root mean square of the gradient, with momentum; after the weight decay.

/**
 * s ← keepSquare·s + ofSquare·g²;  v ← keep·v + g / (√s + epsilon);  p ← p - rate·v
 */
export function rmsprop(
  parameters: usize,
  gradients: usize,
  squares: usize,
  velocities: usize,
  bytes: usize,
  rate: f32,
  keepSquare: f32,
  ofSquare: f32,
  epsilon: f32,
  keep: f32,
): void {
  const rates = f32x4.splat(rate);
  const squareKeeps = f32x4.splat(keepSquare);
  const squareShares = f32x4.splat(ofSquare);
  const epsilons = f32x4.splat(epsilon);
  const keeps = f32x4.splat(keep);
  for (let i: usize = 0; i < bytes; i += 16) {
    const g = v128.load(gradients + i);
    const s = f32x4.add(f32x4.mul(squareKeeps, v128.load(squares + i)), f32x4.mul(squareShares, f32x4.mul(g, g)));
    const scaled = f32x4.div(g, f32x4.add(f32x4.sqrt(s), epsilons));
    const v = f32x4.add(f32x4.mul(keeps, v128.load(velocities + i)), scaled);
    v128.store(squares + i, s);
    v128.store(velocities + i, v);
    v128.store(parameters + i, f32x4.sub(v128.load(parameters + i), f32x4.mul(rates, v)));
  }
}
