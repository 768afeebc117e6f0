// Classification: scikit-learn's steps one by one, and its constraints.
import { describe, expect, it } from "vitest";
import { inputsOf } from "@softlabel/engine";
import { makeClassification } from "./classification.ts";
import type { ClassificationOptions } from "./classification.ts";

const usual: ClassificationOptions = {
  samples: 100,
  features: 20,
  informative: 2,
  redundant: 2,
  repeated: 0,
  classes: 2,
  "clusters-per-class": 2,
  weights: "equal",
  "flip-y": 0.01,
  "class-sep": 1,
  hypercube: "true",
  shift: 0,
  scale: 1,
  shuffle: "true",
  seed: 0,
};

const make = (changes: Partial<ClassificationOptions>) => makeClassification("c", { ...usual, ...changes });

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/** Feature j of every training row that `keep` accepts. */
function column({ train, shape }: ReturnType<typeof make>, j: number, keep: (row: number) => boolean = () => true) {
  const rows = Array.from({ length: train.count }, (_, row) => row).filter(keep);
  const inputs = inputsOf(train);
  return rows.map((row) => inputs[row * shape[0] + j]);
}

describe("makeClassification", () => {
  it("gives scikit-learn's default sizes, even rows for training and odd ones for testing", () => {
    const data = make({});
    expect([data.train.count, data.test.count, ...data.shape]).toEqual([50, 50, 20]);
    expect(make({ samples: 5, "clusters-per-class": 1 }).train.count).toBe(3);
    expect(data.fingerprint).toBe(make({}).fingerprint);
    expect(data.fingerprint).not.toBe(make({ seed: 1 }).fingerprint);
  });

  it("lays the columns as documented when it does not shuffle", () => {
    const data = make({ samples: 4000, features: 7, repeated: 1, shuffle: "false", "flip-y": 0 });
    const [a, b, c, d] = [0, 1, 2, 3].map((j) => column(data, j));
    // Column 2 combines 0 and 1: solve for the factors in two rows, check in the others.
    const determinant = a[0] * b[1] - a[1] * b[0];
    const p = (c[0] * b[1] - c[1] * b[0]) / determinant;
    const q = (a[0] * c[1] - a[1] * c[0]) / determinant;
    for (let i = 2; i < 50; i++) expect(c[i]).toBeCloseTo(p * a[i] + q * b[i], 3);
    expect([a, b, c, d]).toContainEqual(column(data, 4));
    const noise = column(data, 5);
    expect(mean(noise)).toBeCloseTo(0, 1);
    expect(mean(noise.map((value) => value * value))).toBeCloseTo(1, 0);
  });

  it("places each cluster around another corner of the cube, classes in turn", () => {
    const data = make({ samples: 8000, redundant: 0, features: 2, "class-sep": 5, shuffle: "false", "flip-y": 0 });
    const corners = [0, 1, 2, 3].map((cluster) => {
      const inCluster = (row: number): boolean => Math.floor(row / 1000) === cluster;
      expect(data.train.labels[cluster * 1000]).toBe(cluster % 2);
      return [0, 1].map((j) => mean(column(data, j, inCluster)));
    });
    for (const corner of corners) for (const value of corner) expect(Math.abs(value)).toBeCloseTo(5, 0);
    expect(new Set(corners.map((corner) => corner.map(Math.sign).join())).size).toBe(4);
  });

  it.each([0, 1, 2, 3, 4, 5])("takes all corners in counting order (seed %d)", (seed) => {
    const size = { informative: 3, redundant: 0, features: 3, classes: 2, "clusters-per-class": 4 } as const;
    const data = make({ ...size, samples: 8000, "class-sep": 20, shuffle: "false", "flip-y": 0, seed });
    for (let cluster = 0; cluster < 8; cluster++) {
      const inCluster = (row: number): boolean => Math.floor(row / 500) === cluster;
      const bits = [0, 1, 2].map((j) => (mean(column(data, j, inCluster)) > 0 ? 1 : 0));
      expect(bits.join("")).toBe(cluster.toString(2).padStart(3, "0"));
    }
  });

  it("draws corners where it does not take nearly all", () => {
    const firstCorner = (seed: number): string => {
      const size = { informative: 3, redundant: 0, features: 3, "clusters-per-class": 1 } as const;
      const data = make({ ...size, samples: 400, "class-sep": 20, shuffle: "false", "flip-y": 0, seed });
      return [0, 1, 2].map((j) => Math.sign(mean(column(data, j, (row) => row < 100)))).join();
    };
    expect(new Set([0, 1, 2, 3, 4, 5].map(firstCorner)).size).toBeGreaterThan(2);
  });

  it("replaces one of the first corners, if any, by the one that is left over", () => {
    const size = { informative: 7, redundant: 0, features: 7, classes: 127, "clusters-per-class": 1 } as const;
    const cornersOf = (seed: number): number[] => {
      // Two rows of each cluster, one for training: training row k is around the corner of cluster k.
      const data = make({ ...size, samples: 254, "class-sep": 50, shuffle: "false", "flip-y": 0, seed });
      const inputs = inputsOf(data.train);
      const bit = (k: number, j: number): number => Number(inputs[7 * k + j] > 0);
      return Array.from({ length: 127 }, (_, k) =>
        [0, 1, 2, 3, 4, 5, 6].reduce((corner, j) => 2 * corner + bit(k, j), 0),
      );
    };
    for (const seed of [0, 1, 2]) {
      const corners = cornersOf(seed);
      expect(new Set(corners).size).toBe(127);
      expect(corners.filter((corner, k) => corner === k).length).toBeGreaterThanOrEqual(126);
    }
  });

  it("shrinks the cube to a polytope on request", () => {
    const options = { samples: 2000, redundant: 0, features: 2, "class-sep": 50, shuffle: "false" } as const;
    const farthest = Math.max(...column(make({ ...options, hypercube: "false" }), 0).map(Math.abs));
    expect(farthest).toBeLessThan(48);
  });

  it("gives each class its weight, the last inferred", () => {
    const share = (weights: ClassificationOptions["weights"]): number => {
      const { train, test } = make({ samples: 1000, weights, "flip-y": 0 });
      return [...train.labels, ...test.labels].filter((label) => label === 0).length;
    };
    expect(share("equal")).toBe(500);
    expect(share(0.75)).toBe(750);
    expect(share([0.75, 0.25])).toBe(750);
    expect(share([1, 0])).toBe(1000);
  });

  it("flips labels by drawing again from all classes", () => {
    const clean = make({ samples: 20000, shuffle: "false", "flip-y": 0 }).train.labels;
    const noisy = make({ samples: 20000, shuffle: "false", "flip-y": 0.4 }).train.labels;
    const changed = clean.filter((label, i) => label !== noisy[i]).length / clean.length;
    expect(changed).toBeCloseTo(0.2, 1);
  });

  it("shifts, then scales: by one number, one a feature, or at random", () => {
    const options = { features: 2, redundant: 0, shuffle: "false" } as const;
    const plain = column(make(options), 1);
    const moved = column(make({ ...options, shift: [0, 3], scale: 2 }), 1);
    moved.forEach((value, i) => expect(value).toBeCloseTo((plain[i] + 3) * 2, 4));
    const random = column(make({ ...options, shift: "random", scale: "random" }), 1);
    const factor = (random[1] - random[0]) / (plain[1] - plain[0]);
    expect(factor).toBeGreaterThan(1);
    expect(factor).toBeLessThan(101);
    expect(Math.abs(random[0] / factor - plain[0])).toBeLessThan(1);
  });

  it("shuffles rows and features without changing their content", () => {
    const sorted = (shuffle: "true" | "false") => {
      const { train, test } = make({ shuffle });
      return [...inputsOf(train), ...inputsOf(test)].sort((a, b) => a - b);
    };
    expect(sorted("true")).toEqual(sorted("false"));
  });

  it("places more than 30 informative features, which no 32-bit pattern could", () => {
    expect(make({ features: 40, informative: 40, redundant: 0 }).shape).toEqual([40]);
  });

  it.each<[Partial<ClassificationOptions>, string]>([
    [{ features: 3 }, "informative 2 + redundant 2 + repeated 0 to be at most the 3 features, got 4; raise features"],
    [{ classes: 3 }, "classes * clusters-per-class to be at most 2^informative = 4, got 6; raise informative"],
    [{ weights: [0.2, 0.3, 0.5] }, "weights for 2 classes, or for all but the last, got [0.2,0.3,0.5]"],
    [{ weights: [0.7, 0.6] }, "weights that sum to at most 1, got [0.7,0.6]"],
    [{ shift: [1, 2] }, "shift to be one number or 20, one a feature, got [1,2]"],
    [{ samples: 1e6, features: 1e6 }, "at most 268435456 values, got 1000000 rows of 1000000"],
  ])("refuses %j", (changes, sentence) => {
    expect(() => make(changes)).toThrow(`classification: expected ${sentence}`);
  });
});
