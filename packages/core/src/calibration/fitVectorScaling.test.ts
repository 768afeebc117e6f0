// Vector scaling against temperature scaling, its own optimality and simulated data.
import { describe, expect, it } from "vitest";
import { createRandom } from "../base/random.ts";
import { fitTemperature } from "./fitTemperature.ts";
import { applyVectorScaling, fitVectorScaling } from "./fitVectorScaling.ts";
import { vectorScalingLoss } from "./vectorScalingLoss.ts";

const classes = 3;

/** Logits, and labels drawn from softmax(w z + b). */
function drawn(n: number, weights: readonly number[], biases: readonly number[]): [Float64Array, Int32Array] {
  const random = createRandom(`vector ${weights.join()}`);
  const logits = Float64Array.from({ length: classes * n }, () => 2 * random.normal());
  const labels = Int32Array.from({ length: n }, (_, i) => {
    const chances = weights.map((w, k) => Math.exp(w * logits[classes * i + k] + biases[k]));
    let rest = random.uniform() * chances.reduce((a, b) => a + b);
    return chances.findIndex((chance) => (rest -= chance) < 0);
  });
  return [logits, labels];
}

const lossAt = (
  logits: Float64Array,
  labels: Int32Array,
  weights: ArrayLike<number>,
  biases: ArrayLike<number>,
): number =>
  vectorScalingLoss(logits, labels, classes, Float64Array.of(...Array.from(weights), ...Array.from(biases))).value;

describe("fitVectorScaling", () => {
  it("finds the weights and biases that labels were drawn with", () => {
    const [logits, labels] = drawn(8000, [0.5, 1, 1.5], [1, 0, -1]);
    const { weights, biases, warning } = fitVectorScaling(logits, labels, classes);
    [0.5, 1, 1.5].forEach((w, k) => expect(Math.abs(weights[k] - w)).toBeLessThan(0.1));
    [1, 0, -1].forEach((b, k) => expect(Math.abs(biases[k] - b)).toBeLessThan(0.15));
    expect(warning).toBeUndefined();
  });

  it.each([1e-3, 1, 1e3])("stands at a minimum, with logits times %d", (scale) => {
    const [drawnLogits, labels] = drawn(200, [1, 0.5, 0.8], [0, 1, 0]);
    const logits = drawnLogits.map((z) => z * scale);
    const { weights, biases } = fitVectorScaling(logits, labels, classes);
    const { value, gradient } = vectorScalingLoss(logits, labels, classes, Float64Array.of(...weights, ...biases));
    gradient.forEach((g, i) => expect(Math.abs(g) / (i < classes ? scale : 1)).toBeLessThan(1e-9));
    for (let k = 0; k < classes; k++)
      for (const factor of [0.99, 1.01]) {
        const other = weights.map((w, j) => (j === k ? w * factor : w));
        expect(lossAt(logits, labels, other, biases)).toBeGreaterThan(value);
      }
  });

  it("fits better than a temperature", () => {
    const [logits, labels] = drawn(200, [1, 0.5, 0.8], [0, 1, 0]);
    const { weights, biases } = fitVectorScaling(logits, labels, classes);
    const beta = 1 / fitTemperature(logits, labels, classes).temperature;
    const scaled = lossAt(logits, labels, [beta, beta, beta], [0, 0, 0]);
    expect(lossAt(logits, labels, weights, biases)).toBeLessThan(scaled - 0.01);
  });

  it("takes biases of sum 0 and leaves it to the caller to apply them", () => {
    const [logits, labels] = drawn(200, [1, 0.5, 0.8], [3, 1, 0]);
    const scaling = fitVectorScaling(logits, labels, classes);
    expect(scaling.biases.reduce((a, b) => a + b)).toBeCloseTo(0, 12);
    expect(lossAt(applyVectorScaling(scaling, logits), labels, [1, 1, 1], [0, 0, 0])).toBeCloseTo(
      lossAt(logits, labels, scaling.weights, scaling.biases),
      12,
    );
  });

  it("warns of classes without labels and of separated rows, and stays finite", () => {
    const [logits, labels] = drawn(50, [1, 1, 1], [0, 0, -30]);
    const missing = fitVectorScaling(logits, labels, classes);
    expect(missing.warning).toContain("no label is of class 2");
    const separated = fitVectorScaling(new Float64Array([3, 0, 0, 3]), new Int32Array([0, 1]), 2);
    expect(separated.warning).toContain("perfectly separated");
    for (const { weights, biases } of [missing, separated])
      expect([...weights, ...biases].every(Number.isFinite)).toBe(true);
  });

  it("is no worse than a temperature where large logits are separated", () => {
    const logits = Float64Array.of(224, -1799, -62, 62, -1140, 1712, 1491, 304);
    const labels = Int32Array.of(0, 1, 1, 0);
    const scaling = fitVectorScaling(logits, labels, 2);
    expect(scaling.warning).toContain("perfectly separated");
    const nll = (z: Float64Array): number => vectorScalingLoss(z, labels, 2, Float64Array.of(1, 1, 0, 0)).value;
    expect(nll(applyVectorScaling(scaling, logits))).toBe(nll(logits));
    expect(Math.max(...scaling.weights)).toBeLessThan(10);
  });

  it.each([2, 2000])("warns of a class that is separated while others mix, at logits of up to %d", (size) => {
    const logits = Float64Array.from({ length: 90 }, (_, i) => {
      const [own, k] = [Math.floor(i / 3) % 3, i % 3];
      return k === 2 ? (own === 2 ? size : -size) : Number(k === own);
    });
    const labels = Int32Array.from({ length: 30 }, (_, i) => (i % 3 < 2 && i % 5 === 0 ? 1 - (i % 3) : i % 3));
    expect(fitVectorScaling(logits, labels, 3).warning).toContain("some classes are perfectly separated");
  });

  it("warns of classes that mix only where their logits meet", () => {
    const logits = Float64Array.of(2, -2, 1, -1, 0, 0, 0, 0, -1, 1, -2, 2);
    const { warning } = fitVectorScaling(logits, Int32Array.of(0, 0, 0, 1, 1, 1), 2);
    expect(warning).toContain("larger weights fit even better");
  });

  it("warns of classes whose logit is the same in every row", () => {
    const logits = Float64Array.of(1, 0, 5, 0, 1, 5, 1, 0, 5, 0, 1, 5, 1, 0, 5, 0, 1, 5);
    const { warning } = fitVectorScaling(logits, Int32Array.of(0, 1, 1, 0, 2, 2), classes);
    expect(warning).toContain("the logit of class 2 is the same in every row");
    const flat = fitVectorScaling(new Float64Array(8), Int32Array.of(0, 0, 0, 1), 2);
    expect(flat.warning).toContain("the logit of class 0, 1 is the same in every row");
  });

  it("refuses logits that do not fit", () => {
    const scaling = { weights: Float64Array.of(1, 1), biases: Float64Array.of(0, 0) };
    expect(() => applyVectorScaling(scaling, new Float64Array(3))).toThrow('rows of 2 logits, got "3 logits"');
    expect(() => fitVectorScaling(new Float64Array(3), new Int32Array(1), 2)).toThrow(
      "fitVectorScaling: expected 1 x 2 = 2 logits",
    );
  });
});

describe("vectorScalingLoss", () => {
  it("has the gradient, diagonal and curvature of its values", () => {
    const [logits, labels] = drawn(20, [1, 0.5, 0.8], [0, 1, 0]);
    const at = (x: Float64Array) => vectorScalingLoss(logits, labels, classes, x);
    const x = Float64Array.of(0.7, 1.2, 0.4, 0.1, -0.3, 0.2);
    const h = 1e-5;
    const { gradient, diagonal, curvatureAlong } = at(x);
    for (let j = 0; j < 6; j++) {
      const unit = new Float64Array(6).fill(1, j, j + 1);
      const [up, down] = [1, -1].map((sign) => at(x.map((value, i) => value + sign * h * unit[i])));
      expect(gradient[j]).toBeCloseTo((up.value - down.value) / (2 * h), 8);
      expect(diagonal[j]).toBeCloseTo(curvatureAlong(unit)[j], 12);
      curvatureAlong(unit).forEach((c, i) => expect(c).toBeCloseTo((up.gradient[i] - down.gradient[i]) / (2 * h), 8));
    }
  });
});
