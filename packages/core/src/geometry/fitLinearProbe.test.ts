// The linear probe against scikit-learn, under changes of scale, and at its limits.
import { describe, expect, it } from "vitest";
import { readReference } from "../../../../test/reference.ts";
import { fitLinearProbe } from "./fitLinearProbe.ts";
import { headLogits } from "./headLogits.ts";

const count = 24;
const labels = Int32Array.from({ length: count }, (_, i) => i % 3);
/** The third column says nothing. */
const features = Float64Array.from({ length: 3 * count }, (_, at) => {
  const [i, column] = [Math.floor(at / 3), at % 3];
  return [((i * 7) % 11) / 3 + (i % 3) * 0.9, ((i * 5) % 13) / 4 - (i % 3) * 0.7, 2][column];
});

interface ReferenceArray {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

interface Regression {
  readonly name: string;
  readonly x: ReferenceArray;
  readonly y: readonly number[];
  /** scikit-learn's C, 1/λ. */
  readonly c: number;
  readonly classWeight: readonly number[];
  readonly test: ReferenceArray;
  readonly probabilities: ReferenceArray;
}

/** The probabilities of rows of features, row-major [N, K]. */
function probabilitiesOf(logits: Float64Array, classes: number): number[] {
  return Array.from(logits, (z, i) => {
    const row = logits.subarray(i - (i % classes), i - (i % classes) + classes);
    return 1 / row.reduce((sum, other) => sum + Math.exp(other - z), 0);
  });
}

describe("fitLinearProbe", () => {
  it.each(readReference<Regression[]>("logistic_regression.json"))(
    "gives scikit-learn's probabilities: $name",
    ({ x, y, c, classWeight, test, probabilities }) => {
      const classes = probabilities.shape[1];
      const options = { penalty: 1 / c, classWeights: classWeight };
      const probe = fitLinearProbe(Float64Array.from(x.data), Int32Array.from(y), classes, options);
      const given = probabilitiesOf(headLogits(probe, Float64Array.from(test.data)), classes);
      probabilities.data.forEach((p, i) => expect(given[i]).toBeCloseTo(p, 7));
    },
  );

  it("is the same beside many columns that say nothing", () => {
    const wide = Float64Array.from({ length: 300 * count }, (_, at) => {
      const [i, column] = [Math.floor(at / 300), at % 300];
      return column < 3 ? features[3 * i + column] : 1;
    });
    const fitted = (rows: typeof features) => headLogits(fitLinearProbe(rows, labels, 3), rows);
    const [plain, padded] = [fitted(features), fitted(wide)];
    const expected = probabilitiesOf(plain, 3);
    probabilitiesOf(padded, 3).forEach((p, i) => expect(p).toBeCloseTo(expected[i], 6));
  });

  it("may end near the minimum, and copes with columns that depend on one another", () => {
    const doubled = Float64Array.from({ length: 6 * count }, (_, at) => {
      const [i, column] = [Math.floor(at / 6), at % 6];
      return features[3 * i + (column % 3)] * (column < 3 ? 1 : 1 + 1e-9 * (i % 2));
    });
    const [exact, near] = [0, 1e-6].map((tolerance) =>
      headLogits(fitLinearProbe(doubled, labels, 3, { tolerance }), doubled),
    );
    exact.forEach((z, i) => expect(Math.abs(z - near[i])).toBeLessThan(0.01));
    expect(near).not.toEqual(exact);
  });

  it("gives scikit-learn's logits: LogisticRegression(C=0.5) on standardised features, 1.9.1", () => {
    const probe = fitLinearProbe(features, labels, 3, { penalty: 2 });
    const expected = [
      [0.4766402504302291, 0.7729459621169633, -1.2495862125471924],
      [-0.3740080149167515, -0.0625775089565914, 0.436585523873343],
    ];
    expected.forEach((row, i) => {
      const logits = headLogits(probe, features.subarray(i * 3, (i + 1) * 3));
      const mean = (logits[0] + logits[1] + logits[2]) / 3;
      row.forEach((value, k) => expect(logits[k] - mean).toBeCloseTo(value, 6));
    });
  });

  it("does not depend on the scale and the origin of features", () => {
    const moved = features.map((value, i) => 1000 * value + 7 * (i % 3));
    const [a, b] = [features, moved].map((values) => headLogits(fitLinearProbe(values, labels, 3), values));
    a.forEach((value, i) => expect(b[i]).toBeCloseTo(value, 6));
  });

  it("stays finite where the classes are separated, and tells them apart", () => {
    const line = new Float32Array([0, 1, 10, 11]);
    const logits = headLogits(fitLinearProbe(line, new Int32Array([0, 0, 1, 1]), 2), line);
    expect([0, 1, 2, 3].map((i) => Number(logits[2 * i + 1] > logits[2 * i]))).toEqual([0, 0, 1, 1]);
    expect(Math.max(...logits.map(Math.abs))).toBeLessThan(5);
  });

  it("refuses a class without rows and a penalty of 0", () => {
    expect(() => fitLinearProbe(features, labels, 4)).toThrow("fitLinearProbe: expected rows of every class, got");
    expect(() => fitLinearProbe(features, labels, 3, { penalty: 0 })).toThrow("penalty to be a number above 0");
    expect(() => fitLinearProbe(features, labels, 3, { classWeights: [1, 1] })).toThrow("3 class weights, got 2");
    expect(() => fitLinearProbe(features, labels, 3, { classWeights: [1, 1, -1] })).toThrow("weight of class 2");
  });
});

describe("headLogits", () => {
  it("refuses features of another width", () => {
    const head = { classes: 2, weight: new Float32Array([1, 0, 0, 1]) };
    expect(() => headLogits(head, new Float32Array(3))).toThrow("headLogits: expected rows of 2 features, got");
  });
});
