// The NLL as a function of a weight and a bias for each class, with its gradient and curvature.
import type { ConvexPoint } from "../base/minimizeConvex.ts";
import { softmaxRows } from "../base/softmax.ts";

/** softmax(w z + b) of every row, and the mean NLL. */
function predict(
  z: Float64Array,
  labels: Int32Array,
  classes: number,
  x: Float64Array,
): { p: Float64Array; value: number } {
  const p = z.map((value, i) => x[i % classes] * value + x[classes + (i % classes)]);
  return { value: softmaxRows(p, labels, classes), p };
}

/** (1/N) Σᵢ of rows r [N, K] times what each parameter multiplies: Σ r z for weights, Σ r for biases. */
function gather(r: Float64Array, z: Float64Array, classes: number): Float64Array {
  const sums = new Float64Array(2 * classes);
  const rows = r.length / classes;
  r.forEach((value, i) => {
    sums[i % classes] += (value * z[i]) / rows;
    sums[classes + (i % classes)] += value / rows;
  });
  return sums;
}

/** p (d - p·d) of every row, where d = w' z + b' is how the logits move: the softmax's derivative along a direction. */
function softmaxAlong(p: Float64Array, z: Float64Array, classes: number, direction: Float64Array): Float64Array {
  const d = z.map((value, i) => direction[i % classes] * value + direction[classes + (i % classes)]);
  for (let start = 0; start < d.length; start += classes) {
    let expected = 0;
    for (let k = start; k < start + classes; k++) expected += p[k] * d[k];
    for (let k = start; k < start + classes; k++) d[k] = p[k] * (d[k] - expected);
  }
  return d;
}

/**
 * L(w, b) = mean(log Σₖ exp(wₖ zₖ + bₖ) - (w_y z_y + b_y)), convex in x = (w, b).
 *
 * @param z logits [N, K]
 * @param x K weights, then K biases
 */
export function vectorScalingLoss(z: Float64Array, labels: Int32Array, classes: number, x: Float64Array): ConvexPoint {
  const { p, value } = predict(z, labels, classes, x);
  const residual = p.map((share, i) => share - (labels[Math.floor(i / classes)] === i % classes ? 1 : 0));
  const curvature = p.map((share) => share * (1 - share));
  const diagonal = gather(curvature, z, classes);
  const weighted = gather(
    curvature.map((c, i) => c * z[i]),
    z,
    classes,
  );
  diagonal.set(weighted.subarray(0, classes));
  return {
    value,
    gradient: gather(residual, z, classes),
    diagonal,
    curvatureAlong: (direction) => gather(softmaxAlong(p, z, classes, direction), z, classes),
  };
}
