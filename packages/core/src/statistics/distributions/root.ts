// Finds where a monotone function of one variable crosses zero.

/**
 * The zero of a monotone function between two points at which its signs differ, by Brent's method: inverse quadratic
 * or secant steps while they shrink the bracket, halving otherwise.
 *
 * @param f monotone; infinities are allowed
 * @param tolerance of the zero, absolute
 * @see R. P. Brent, Algorithms for Minimization without Derivatives, chapter 4, 1973
 */
export function rootBetween(f: (x: number) => number, low: number, high: number, tolerance: number): number {
  let [a, b, fa, fb] = [low, high, f(low), f(high)];
  let [c, fc] = [a, fa];
  let [step, before] = [b - a, b - a];
  for (let i = 0; i < 300; i++) {
    if (Math.abs(fc) < Math.abs(fb)) [a, b, c, fa, fb, fc] = [b, c, b, fb, fc, fb];
    const half = (c - b) / 2;
    const least = 2 * Number.EPSILON * Math.abs(b) + tolerance / 2;
    if (Math.abs(half) <= least || fb === 0) return b;
    const proposed = proposeStep({ a, b, c, fa, fb, fc });
    const small = Math.min(1.5 * Math.abs(half), Math.abs(before) / 2);
    const inside = proposed * half > 0 && Math.abs(proposed) < small && Math.abs(fa) > Math.abs(fb);
    [before, step] = inside ? [step, proposed] : [half, half];
    [a, fa] = [b, fb];
    b += Math.abs(step) > least ? step : Math.sign(half) * least;
    fb = f(b);
    if (fb > 0 === fc > 0) [c, fc, step, before] = [a, fa, b - a, b - a];
  }
  return b;
}

/** The step from b that a curve through the known points suggests; 0 or NaN where none does. */
function proposeStep({ a, b, c, fa, fb, fc }: Record<"a" | "b" | "c" | "fa" | "fb" | "fc", number>): number {
  const s = fb / fa;
  if (a === c) return ((b - c) * s) / (1 - s);
  const [q, r] = [fa / fc, fb / fc];
  const above = s * ((c - b) * q * (q - r) - (b - a) * (r - 1));
  return above / -((q - 1) * (r - 1) * (s - 1));
}
