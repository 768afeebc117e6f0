// Minimises a smooth convex function of many variables: Newton's method, whose equations conjugate gradients solve.

/** A convex function at a point. */
export interface ConvexPoint {
  readonly value: number;
  readonly gradient: Float64Array;
  /** Diagonal of the Hessian. */
  readonly diagonal: Float64Array;
  /** The Hessian times a direction. */
  readonly curvatureAlong: (direction: Float64Array) => Float64Array;
  /** A vector times the inverse of something near the Hessian; of its diagonal where left out. */
  readonly precondition?: ((vector: Float64Array) => Float64Array) | undefined;
}

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, i) => sum + value * b[i], 0);

/** x + t d */
const moved = (x: Float64Array, d: Float64Array, t: number): Float64Array => x.map((value, i) => value + t * d[i]);

/** A curvature that is this share of what the diagonal alone gives is rounding: the function does not change along there. */
const flat = 2 ** -48;

/** Solves H d = -g by conjugate gradients, preconditioned, as precisely as the distance from the minimum deserves. */
export function newtonDirection({ gradient, diagonal, curvatureAlong, ...point }: ConvexPoint): Float64Array {
  const byDiagonal = (r: Float64Array): Float64Array => r.map((v, i) => (diagonal[i] > 0 ? v / diagonal[i] : v));
  const { precondition = byDiagonal } = point;
  let d: Float64Array = new Float64Array(gradient.length);
  let residual: Float64Array = gradient.map((g) => -g);
  let search = precondition(residual);
  let norm = dot(residual, search);
  const enough = norm * Math.min(0.01, norm);
  for (let step = 0; step < 2 * gradient.length + 10 && norm > enough; step++) {
    const curved = curvatureAlong(search);
    const curvature = dot(search, curved);
    if (!(curvature > flat * search.reduce((sum, s, i) => sum + diagonal[i] * s * s, 0))) break;
    d = moved(d, search, norm / curvature);
    residual = moved(residual, curved, -norm / curvature);
    const next = precondition(residual);
    const nextNorm = dot(residual, next);
    search = moved(next, search, nextNorm / norm);
    norm = nextNorm;
  }
  return d;
}

/** The first of the steps 1, 1/2, 1/4, ... that lowers the value by a fair part of what the slope promises; none where none does. */
function stepAlong(
  at: (x: Float64Array) => ConvexPoint,
  x: Float64Array,
  { value, gradient }: ConvexPoint,
  d: Float64Array,
): Float64Array | undefined {
  const slope = dot(gradient, d);
  for (let t = 1; t > 2 ** -40; t /= 2) {
    const next = moved(x, d, t);
    if (at(next).value <= value + 1e-4 * t * slope) return next;
  }
  return undefined;
}

/** What Newton's step promises to gain, twice over: -g·d = d·H d. */
export const promisedBy = ({ gradient }: ConvexPoint, d: Float64Array): number => -dot(gradient, d);

/** A promised gain below this is rounding: the step is the last, and taken whole or not at all. */
const negligible = 1e-13;
/** A gain below this moves a minimum by less than rounding: the step is not worth taking, and may be rounding alone. */
export const nothing = 1e-30;
/** By this share of it a value may seem to rise at its minimum. */
const rounding = 1e-12;

/**
 * The minimum; where there is none, a point from which nothing more than rounding can be gained.
 * @param tolerance the value may be about half of this above its minimum; rounding alone where left out
 */
export function minimizeConvex(at: (x: Float64Array) => ConvexPoint, start: Float64Array, tolerance = 0): Float64Array {
  let x = start;
  for (let step = 0; step < 100; step++) {
    const point = at(x);
    const d = newtonDirection(point);
    const promised = promisedBy(point, d);
    if (promised < Math.max(nothing, tolerance)) return x;
    if (promised < negligible) {
      const last = moved(x, d, 1);
      return at(last).value <= point.value * (1 + rounding) ? last : x;
    }
    const next = stepAlong(at, x, point, d);
    if (next === undefined) return x;
    x = next;
  }
  return x;
}
