// Adam and AdamW, after the weight decay.

/**
 * m ← m + ofGradient·(g - m);  s ← keepSquare·s + ofSquare·g²;  p ← p - rate·m / (√s·inverseRoot + epsilon)
 * The caller folds the bias corrections into `rate` = lr / (1 - β1ᵗ) and `inverseRoot` = 1 / √(1 - β2ᵗ).
 */
export function adam(
  parameters: usize,
  gradients: usize,
  means: usize,
  squares: usize,
  bytes: usize,
  rate: f32,
  ofGradient: f32,
  keepSquare: f32,
  ofSquare: f32,
  inverseRoot: f32,
  epsilon: f32,
): void {
  // Without a memory the mean is the gradient, of which g - m may have no digits left.
  if (ofGradient == 1) memory.copy(means, gradients, bytes);
  const rates = f32x4.splat(rate);
  const gradientShares = f32x4.splat(ofGradient);
  const keeps = f32x4.splat(keepSquare);
  const squareShares = f32x4.splat(ofSquare);
  const inverseRoots = f32x4.splat(inverseRoot);
  const epsilons = f32x4.splat(epsilon);
  for (let i: usize = 0; i < bytes; i += 16) {
    const p = v128.load(parameters + i);
    const g = v128.load(gradients + i);
    const old = v128.load(means + i);
    const m = f32x4.add(old, f32x4.mul(gradientShares, f32x4.sub(g, old)));
    const s = f32x4.add(f32x4.mul(keeps, v128.load(squares + i)), f32x4.mul(squareShares, f32x4.mul(g, g)));
    const spread = f32x4.add(f32x4.mul(f32x4.sqrt(s), inverseRoots), epsilons);
    v128.store(means + i, m);
    v128.store(squares + i, s);
    v128.store(parameters + i, f32x4.sub(p, f32x4.div(f32x4.mul(rates, m), spread)));
  }
}
