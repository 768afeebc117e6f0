// The linear probe against scikit-learn, under changes of scale, and at its limits.
import { describe, expect, it } from "vitest";
import { fitLinearProbe } from "./fitLinearProbe.ts";
import { headLogits } from "./headLogits.ts";

const count = 24;
const labels = Int32Array.from({ length: count }, (_, i) => i % 3);
/** The third column says nothing. */
const features = Float64Array.from({ length: 3 * count }, (_, at) => {
  const [i, column] = [Math.floor(at / 3), at % 3];
  return [((i * 7) % 11) / 3 + (i % 3) * 0.9, ((i * 5) % 13) / 4 - (i % 3) * 0.7, 2][column];
});

describe("fitLinearProbe", () => {
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
  });
});

describe("headLogits", () => {
  it("refuses features of another width", () => {
    const head = { classes: 2, weight: new Float32Array([1, 0, 0, 1]) };
    expect(() => headLogits(head, new Float32Array(3))).toThrow("headLogits: expected rows of 2 features, got");
  });
});
