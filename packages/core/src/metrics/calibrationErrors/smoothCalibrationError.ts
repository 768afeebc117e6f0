// Smooth calibration error: the ECE with a kernel in place of bins, at the width that the error itself sets.
import { sum } from "../../base/sum.ts";
import { checkRange } from "../../base/check.ts";
import { readOptions } from "../../base/options.ts";
import { checkOutcomes } from "../../base/predictions.ts";

/** Points a unit interval is divided into, at least; a narrow kernel needs more. */
function gridSize(bandwidth: number): number {
  return Math.max(1000, Math.ceil(10 / bandwidth));
}

/** The sums of confidence minus outcome on grid points 0 ... size, each shared linearly between the two nearest. */
function gapsOnGrid(confidence: Float64Array, correct: Uint8Array, size: number): Float64Array {
  const gaps = new Float64Array(size + 1);
  confidence.forEach((c, i) => {
    const at = Math.min(Math.floor(c * size), size - 1);
    const share = c * size - at;
    gaps[at] += (1 - share) * (c - correct[i]);
    gaps[at + 1] += share * (c - correct[i]);
  });
  return gaps;
}

/** The Gaussian reflected at 0 and 1, as weights of distances 0 ... 2 size on a circle of circumference 2; they sum to one over the circle. */
function reflectedKernel(bandwidth: number, size: number): Float64Array {
  const turns = Math.ceil(4 * bandwidth);
  const weight = Float64Array.from({ length: 2 * size + 1 }, (_, distance) => {
    let sum = 0;
    for (let turn = -turns - 1; turn <= turns; turn++)
      sum += Math.exp(-(((distance / size + 2 * turn) / bandwidth) ** 2) / 2);
    return sum;
  });
  // The last distance is the first again.
  const total = weight.reduce((a, b) => a + b) - weight[2 * size];
  return weight.map((value) => value / total);
}

/** Widths beyond which a Gaussian adds nothing to a float64. */
const reachOfKernel = 9;

/** Adds the gap at grid point `c`, spread by the kernel and reflected, to the grid points within reach. */
function spreadGap(gap: number, c: number, kernel: Float64Array, reach: number, into: Float64Array): void {
  const end = Math.min(into.length, c + reach + 1);
  for (let t = Math.max(0, c - reach); t < c; t++) into[t] += gap * (kernel[c - t] + kernel[c + t]);
  for (let t = c; t < end; t++) into[t] += gap * (kernel[t - c] + kernel[c + t]);
}

/** (1/N) ∫₀¹ |Σᵢ K(t, cᵢ) (cᵢ - aᵢ)| dt; the trapezoidal rule halves both ends. */
function smoothedError(gaps: Float64Array, examples: number, bandwidth: number): number {
  const size = gaps.length - 1;
  const kernel = reflectedKernel(bandwidth, size);
  const reach = Math.ceil(reachOfKernel * bandwidth * size);
  const smoothed = new Float64Array(gaps.length);
  for (let c = 0; c <= size; c++) if (gaps[c] !== 0) spreadGap(gaps[c], c, kernel, reach, smoothed);
  const area = sum(smoothed.map(Math.abs));
  return (area - (Math.abs(smoothed[0]) + Math.abs(smoothed[size])) / 2) / examples;
}

/** Widths below this make no difference that the error could show. */
const smallestBandwidth = 1e-3;

/** The width σ at which the error is σ: the error falls as the width grows, so that halving finds the only one. */
function ownBandwidth(gaps: Float64Array, examples: number): number {
  let [low, high] = [0, 1];
  while (high - low > 1e-5) {
    const middle = (low + high) / 2;
    if (middle > smallestBandwidth && smoothedError(gaps, examples, middle) <= middle) high = middle;
    else low = middle;
  }
  return Math.max(high, smallestBandwidth);
}

/**
 * Smooth calibration error (smECE) of the predicted classes.
 *
 * `smECE_σ = ∫₀¹ |(1/N) Σᵢ K_σ(t, cᵢ) (cᵢ - aᵢ)| dt` with a Gaussian kernel of width σ reflected at 0 and 1; unless told
 * otherwise σ is the one at which `smECE_σ = σ`. It has no bins, and moves little when confidences do. Confidences are on a
 * grid of 1001 points or more, so that about four digits are meant. relplot, the authors' code, halves the weight of
 * examples of confidence exactly 0 or 1.
 *
 * @param confidence c [N], each from 0 to 1
 * @param correct a [N], 1 where the prediction was right, else 0
 * @param options.bandwidth σ of the kernel, from 0.001 to 1
 * @returns from 0 to 1; lower is better
 * @throws UsageError where the two do not fit together or a value is out of range
 * @see J. Błasiok and P. Nakkiran, Smooth ECE: principled reliability diagrams via kernel smoothing, ICLR 2024
 * @example
 * ```ts
 * import { smoothCalibrationError } from "@softlabel/core";
 * smoothCalibrationError(new Float64Array([0.9, 0.9]), new Uint8Array([0, 0])); // => 0.9
 * ```
 */
export function smoothCalibrationError(
  confidence: Float64Array,
  correct: Uint8Array,
  options: { readonly bandwidth?: number } = {},
): number {
  const who = "smoothCalibrationError";
  const { bandwidth } = readOptions(who, options, { bandwidth: undefined });
  checkOutcomes(who, confidence, correct);
  if (bandwidth !== undefined) checkRange(who, "bandwidth", bandwidth, { from: smallestBandwidth, to: 1 });
  const gaps = gapsOnGrid(confidence, correct, gridSize(bandwidth ?? 1));
  return smoothedError(gaps, confidence.length, bandwidth ?? ownBandwidth(gaps, confidence.length));
}
