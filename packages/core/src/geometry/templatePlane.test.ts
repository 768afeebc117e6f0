// The plane through templates: numpy's coordinates, orthonormality, motions, and what makes no plane.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseTemplates } from "./chooseTemplates.ts";
import { draw, rotate, small, translate } from "./geometry.fixtures.ts";
import { projectRows, templatePlane } from "./templatePlane.ts";

const product = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, i) => sum + value * b[i], 0);
const close = (got: ArrayLike<number>, expected: ArrayLike<number>, digits = 9): void => {
  expect(got.length).toBe(expected.length);
  Array.from(got).forEach((value, i) => expect(value).toBeCloseTo(expected[i], digits));
};

describe("templatePlane", () => {
  it("gives numpy's coordinates, with the bias as a last feature", () => {
    const plane = templatePlane(small.head, [0, 1, 2]);
    const corners = [-2.5826559918884966, -1.9991384880065493, 3.096252353911777];
    close(plane.templates.flat(), [...corners, -1.9991384880065495, -0.5135963620232806, 3.9982769760130994]);
    const { points } = projectRows(plane, small.features, small.labels);
    const firstTwo = [0.8951250880977177, 1.011202161929175, 2.6120043554326844, 1.6277468120018843];
    close(points.subarray(0, 4), firstTwo);
  });

  it("takes the bias of the classes chosen, not of the first ones", () => {
    const weight = Float64Array.of(9, 9, 9, 9, 1, 0, 0, 1, 0, 0);
    const plane = templatePlane({ classes: 5, weight, bias: Float64Array.of(7, 7, 0, 0, 2) }, [4, 2, 3]);
    // Edges from (0, 0 | 2) to (1, 0 | 0) and (0, 1 | 0): lengths √5 and √5, distance between them √2.
    const [a, b, c] = plane.templates;
    const distances = [a, b, c].map((p, i) => Math.hypot(p[0] - [b, c, a][i][0], p[1] - [b, c, a][i][1]));
    close(distances, [Math.sqrt(5), Math.SQRT2, Math.sqrt(5)]);
  });

  it("has orthonormal axes that hold the templates' distances, and coordinates that no common rotation changes", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 2, max: 12 }), (seed, width) => {
        const { features, labels, head } = draw(seed, 12, width, 4);
        const plane = templatePlane(head, [3, 0, 2]);
        const [u, v] = plane.axes;
        close([product(u, u), product(v, v), product(u, v)], [1, 1, 0], 12);
        const turned = templatePlane({ ...head, weight: rotate(head.weight, width) }, [3, 0, 2]);
        const points = (of: typeof plane, rows: Float64Array) => projectRows(of, rows, labels).points;
        close(points(turned, rotate(features, width)), points(plane, features), 7);
        close(
          projectRows(plane, head.weight, Int32Array.of(0, 1, 2, 3)).points,
          [1, 2, 0].flatMap((i) => plane.templates[i]),
        );
      }),
      { numRuns: 60 },
    );
  });

  it("is affine: moving weights and features together changes nothing, as it would for the span of the templates", () => {
    const { features, labels, head, width } = draw(5, 12, 6, 3);
    const moved = templatePlane({ ...head, weight: translate(head.weight, width) }, [0, 1, 2]);
    const expected = projectRows(templatePlane(head, [0, 1, 2]), features, labels).points;
    close(projectRows(moved, translate(features, width), labels).points, expected);
  });

  it("draws the chosen classes only, with their rows", () => {
    const plane = templatePlane({ classes: 4, weight: Float64Array.of(0, 0, 1, 0, 0, 1, 5, 5) }, [0, 1, 2]);
    const drawn = projectRows(plane, Float64Array.of(1, 1, 2, 2, 3, 3, 4, 4), Int32Array.of(3, 2, 3, 0));
    expect([drawn.labels, drawn.rows]).toEqual([Int32Array.of(2, 0), Int32Array.of(1, 3)]);
    expect(drawn.points).toHaveLength(4);
    expect(projectRows(plane, Float64Array.of(1, 1), Int32Array.of(3)).points).toHaveLength(0);
  });

  it.each([
    ["on a line", [0, 0, 1, 1, 2, 2], [0, 1, 2], "not on one line"],
    ["within rounding of a line", [0, 0, 1, 1, 1e8, 1e8 + 1e-3], [0, 1, 2], "not on one line"],
    ["equal", [1, 2, 1, 2, 3, 3], [0, 1, 2], "not equal"],
    ["of one feature", [1, 2, 4], [0, 1, 2], "not on one line"],
    ["of one class twice", [0, 0, 1, 0, 0, 1], [0, 1, 1], "three different classes, or two for a line, got [0,1,1]"],
    ["of one class", [0, 0, 1, 0, 0, 1], [0], "three different classes"],
    [
      "of a class that is not there",
      [0, 0, 1, 0, 0, 1],
      [0, 1, 3],
      "each class to be a whole number from 0 to 2, got 3",
    ],
  ])("refuses templates %s", (_, weight, chosen, message) => {
    const head = { classes: 3, weight: Float64Array.from(weight) };
    expect(() => templatePlane(head, chosen)).toThrow(`templatePlane: expected`);
    expect(() => templatePlane(head, chosen)).toThrow(message);
  });

  it("refuses features of another width", () => {
    const line = templatePlane({ classes: 2, weight: Float64Array.of(0, 0, 1, 0) }, [0, 1]);
    const message = "projectRows: expected rows of 2 features, as the plane's templates, got 3";
    expect(() => projectRows(line, new Float64Array(3), Int32Array.of(0))).toThrow(message);
  });
});

describe("chooseTemplates", () => {
  it("weighs rates, not counts", () => {
    // Classes 0 and 1: 20 of 1000 each way; 2 and 3: 2 of 10 one way.
    const confusion = [980, 20, 0, 0, 20, 979, 1, 0, 0, 0, 8, 2, 0, 0, 0, 10];
    expect(chooseTemplates(confusion, 4)).toEqual([2, 3, 0]);
  });

  it("takes the lowest indices of equals, classes without examples, and two classes", () => {
    expect(chooseTemplates([3, 0, 0, 0, 0, 2, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0], 4)).toEqual([0, 1, 2]);
    expect(chooseTemplates([3, 1, 2, 4], 2)).toEqual([0, 1]);
  });

  it("refuses what is not a confusion matrix", () => {
    expect(() => chooseTemplates([1, 2, 3], 2)).toThrow("2 x 2 = 4 numbers of a confusion matrix, got 3");
    expect(() => chooseTemplates([1, 2, NaN, 3], 2)).toThrow('got "NaN in row 1, column 0"');
  });
});
