// Minimises a smooth convex function of many variables: Newton's method, whose equations conjugate gradients solve.

/** A convex function at a point. */
export interface ConvexPoint {
  readonly value: number;
  readonly gradient: Float64Array;
  /** Diagonal of the Hessian. */
  readonly diagonal: Float64Array;
  /** The Hessian times a direction. */
  readonly curvatureAlong: (direction: Float64Array) => Float64Array;
}

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, i) => sum + value * b[i], 0);

/** x + t d */
const moved = (x: Float64Array, d: Float64Array, t: number): Float64Array => x.map((value, i) => value + t * d[i]);

/** Solves H d = -g by conjugate gradients, preconditioned by the diagonal, as precisely as the distance from the minimum deserves. */
function newtonDirection({ gradient, diagonal, curvatureAlong }: ConvexPoint): Float64Array {
  const precondition = (r: Float64Array): Float64Array => r.map((v, i) => (diagonal[i] > 0 ? v / diagonal[i] : v));
  let d: Float64Array = new Float64Array(gradient.length);
  let residual: Float64Array = gradient.map((g) => -g);
  let search = precondition(residual);
  let norm = dot(residual, search);
  const enough = norm * Math.min(0.01, norm);
  for (let step = 0; step < 2 * gradient.length + 10 && norm > enough; step++) {
    const curved = curvatureAlong(search);
    const curvature = dot(search, curved);
    if (!(curvature > 0)) break;
    d = moved(d, search, norm / curvature);
    residual = moved(residual, curved, -norm / curvature);
    const next = precondition(residual);
    const nextNorm = dot(residual, next);
    search = moved(next, search, nextNorm / norm);
    norm = nextNorm;
  }
  return d;
}

/** The first of the steps 1, 1/2, 1/4, ... that lowers the value by a fair part of what the slope promises. */
function stepAlong(at: (x: Float64Array) => ConvexPoint, x: Float64Array, d: Float64Array): Float64Array {
  const { value, gradient } = at(x);
  const slope = dot(gradient, d);
  let t = 1;
  for (let halved = 0; halved < 40 && at(moved(x, d, t)).value > value + 1e-4 * t * slope; halved++) t /= 2;
  return moved(x, d, t);
}

/** A promised gain below this is rounding: the step is taken whole, and is the last. */
const negligible = 1e-13;

/** The minimum; where there is none, a point from which nothing more than rounding can be gained. */
export function minimizeConvex(at: (x: Float64Array) => ConvexPoint, start: Float64Array): Float64Array {
  let x = start;
  for (let step = 0; step < 100; step++) {
    const point = at(x);
    const d = newtonDirection(point);
    if (-dot(point.gradient, d) < negligible) return moved(x, d, 1);
    x = stepAlong(at, x, d);
  }
  return x;
}
