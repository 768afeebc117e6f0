// Measures and projections of a few features, worked out by hand.
import { describe, expect, it } from "vitest";
import { geometryOf, projectedClasses, projectionOf } from "./geometry.ts";
import type { Penultimate } from "../records/penultimateRecord.ts";

/** Two rows of each class, at its template. */
function atTemplates(weight: readonly number[], classes: number): Penultimate {
  const width = weight.length / classes;
  const labels = Int32Array.from({ length: 2 * classes }, (_, i) => i % classes);
  const features = Float32Array.from({ length: labels.length * width }, (_, i) => weight[i % weight.length]);
  const rows = { features, labels };
  return { head: { classes, weight: Float32Array.from(weight) }, train: rows, test: rows };
}

const corners = atTemplates([0, 0, 3, 0, 0, 3], 3);

describe("geometryOf", () => {
  it("measures training and test rows", () => {
    const { train, test } = geometryOf(corners)!;
    expect(train.clusterRatio).toBe(0);
    expect(train.featureNorm).toBe(2);
    expect(test).toEqual(train);
  });

  it("has null where class means coincide, and nothing if a class has no row", () => {
    const same = atTemplates([1, 1, 1, 1], 2);
    expect(geometryOf(same)!.train.clusterRatio).toBeNull();
    const missing = { ...corners.test, labels: Int32Array.of(0, 1, 0, 1, 0, 1) };
    expect(geometryOf({ ...corners, test: missing })).toBeNull();
    expect(geometryOf(undefined)).toBeNull();
  });
});

describe("projectedClasses", () => {
  const names = ["cat", "dog", "cow", "car"];
  it("are the pair most confused and the class least confused with them, said in words", () => {
    const confusion = [
      [9, 0, 1, 0],
      [3, 6, 1, 0],
      [0, 0, 10, 0],
      [0, 0, 0, 10],
    ];
    expect(projectedClasses("hard", confusion, names)).toEqual({
      classes: [0, 1, 3],
      reason: "hard confuses cat and dog most often, and car least often with either",
    });
  });

  it("are both of two, or the first three where nothing is confused", () => {
    expect(projectedClasses("hard", [[1, 0], [0, 1]], ["a", "b"]).reason).toBe("the data has two classes"); // prettier-ignore
    const none = names.map((_, j) => names.map((_, k) => (j === k ? 5 : 0)));
    const { classes, reason } = projectedClasses("hard", none, names);
    expect([classes, reason]).toEqual([[0, 1, 2], "hard confuses no classes: these are the first three"]);
  });
});

describe("projectionOf", () => {
  it("draws rows at the templates if they are there", () => {
    const { templates, train } = projectionOf(corners, { classes: [0, 1, 2], reason: "" })!;
    expect(templates).toEqual([[-1, -1], [2, -1], [-1, 2]]); // prettier-ignore
    expect(train.slice(0, 3)).toEqual(templates.map((template, k) => [k, ...template]));
  });

  it("uses one axis for two classes, and is undefined for collinear templates", () => {
    const { templates } = projectionOf(atTemplates([0, 0, 3, 0], 2), { classes: [0, 1], reason: "" })!;
    expect(templates).toEqual([[-1.5, 0], [1.5, 0]]); // prettier-ignore
    expect(projectionOf(atTemplates([0, 0, 1, 1, 2, 2], 3), { classes: [0, 1, 2], reason: "" })).toBeNull();
  });

  it("has at most 300 points of each part", () => {
    const labels = Int32Array.from({ length: 3000 }, (_, i) => i % 3);
    const rows = { features: new Float32Array(6000), labels };
    const { test } = projectionOf({ ...corners, test: rows }, { classes: [0, 1, 2], reason: "" })!;
    expect(test).toHaveLength(300);
    expect(test.filter(([label]) => label === 2)).toHaveLength(100);
  });
});
