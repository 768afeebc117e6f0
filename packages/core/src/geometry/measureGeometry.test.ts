// Every measure against numpy, against its definition row by row, under motions of the features, and at its limits.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classSeparationScore } from "./classSeparationScore.ts";
import { clusterSpread } from "./clusterSpread.ts";
import { featureNorms } from "./featureNorms.ts";
import { draw, numbersOf, rotate, small, translate, type Drawn } from "./geometry.fixtures.ts";
import { logitGapSpread } from "./logitGapSpread.ts";
import { measureGeometry } from "./measureGeometry.ts";
import { neuralCollapse } from "./neuralCollapse.ts";

const close = (got: unknown, expected: unknown, relative = 1e-9): void => {
  const [a, b] = [numbersOf(got), numbersOf(expected)];
  expect(a).toHaveLength(b.length);
  a.forEach((value, i) => expect(Math.abs(value - b[i])).toBeLessThanOrEqual(relative * Math.max(1, Math.abs(b[i]))));
};

const measure = ({ features, labels, head }: Omit<Drawn, "width">) => measureGeometry(features, labels, head);
const drawn = fc
  .record({ seed: fc.nat(), classes: fc.integer({ min: 2, max: 6 }), width: fc.integer({ min: 1, max: 9 }) })
  .map(({ seed, classes, width }) => draw(seed, 3 * classes + 5, width, classes));
const holdsFor = (property: (set: Drawn) => void): void => fc.assert(fc.property(drawn, property), { numRuns: 60 });

describe("measureGeometry", () => {
  it("gives what numpy gives from the definitions", () => {
    const [means, weights] = [
      { normVariation: 0.28196626309061323, angleError: 0.35886331880899244 },
      { normVariation: 0.08640851120241198, angleError: 0.35714285714285715 },
    ];
    const [within, between, ratio] = [1.1666046610506857, 0.8801107358778254, 1.3255203163578164];
    close(measureGeometry(small.features, small.labels, small.head), {
      clusters: { within, between, ratio, distanceVariation: 0.2650863795164067 },
      separation: 0.13165616262168278,
      collapse: { variability: 3.9132284701826685, means, weights, dualityError: 1.310555880803596 },
      gaps: {
        mean: -0.9444444444444444,
        total: 6.653923005116958,
        withinRows: 3.0703555711567567,
        betweenRows: 5.903186260375946,
      },
      norms: {
        mean: 2.4830196886896356,
        deviation: 0.5724236028809259,
        byClass: [2.28470778641437, 2.563057281631245, 2.7595871038277524],
      },
    });
  });

  it("is each measure by itself", () => {
    const { features, labels, head } = draw(1, 40, 6, 5);
    const logits = Float64Array.from({ length: 40 * 5 }, (_, i) => {
      const [row, k] = [Math.floor(i / 5), i % 5];
      return [0, 1, 2, 3, 4, 5].reduce((sum, d) => sum + features[row * 6 + d] * head.weight[k * 6 + d], 0);
    });
    close(measureGeometry(features, labels, head), {
      clusters: clusterSpread(features, labels, 5),
      separation: classSeparationScore(features, labels, 5),
      collapse: neuralCollapse(features, labels, head),
      gaps: logitGapSpread(logits, labels, 5),
      norms: featureNorms(features, labels, 5),
    });
  });

  it("takes float32 and accumulates in float64", () => {
    const features = Float32Array.from(small.features);
    expect(measureGeometry(features, small.labels, small.head)).toEqual(measure(small));
  });

  it("does not change when features and weights are turned together", () => {
    holdsFor(({ features, labels, head, width }) => {
      const turned = { ...head, weight: rotate(head.weight, width) };
      close(
        measure({ features: rotate(features, width), labels, head: turned }),
        measure({ features, labels, head }),
        1e-6,
      );
    });
  });

  it("counts classes alike: repeating the rows of one changes nothing but means over rows", () => {
    const { features, labels, head } = small;
    const more = {
      features: Float64Array.of(...features, ...features.subarray(28)),
      labels: Int32Array.of(...labels, 2, 2),
    };
    const [once, twice] = [measure(small), measure({ ...more, head })];
    close([twice.clusters, twice.separation, twice.collapse], [once.clusters, once.separation, once.collapse]);
    expect(twice.norms.mean).toBeGreaterThan(once.norms.mean);
  });
});

describe("what moving and scaling the features does", () => {
  it("leaves clusters and collapse as they are", () => {
    holdsFor((set) => {
      const moved = measure({ ...set, features: translate(set.features, set.width) });
      const { clusters, collapse } = measure(set);
      close([moved.clusters, moved.collapse], [clusters, collapse], 1e-6);
    });
  });

  it("scaling leaves ratios, collapse and separation as they are, and multiplies lengths", () => {
    holdsFor((set) => {
      const [one, four] = [measure(set), measure({ ...set, features: set.features.map((value) => 4 * value) })];
      const ratios = ({ clusters, collapse, separation }: typeof one) => [clusters.ratio, collapse, separation];
      close(ratios(four), ratios(one), 1e-6);
      close(
        [four.clusters.within, four.norms],
        [4 * one.clusters.within, numbersOf(one.norms).map((n) => 4 * n)],
        1e-6,
      );
    });
  });

  it("stretching an axis leaves NC1 as it is where classes span all axes", () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { features, labels, head } = draw(seed, 30, 3, 6);
        const stretched = features.map((value, i) => value * (1 + (i % 3)));
        const expected = neuralCollapse(features, labels, head).variability;
        close(neuralCollapse(stretched, labels, head).variability / expected, 1, 1e-6);
      }),
      { numRuns: 40 },
    );
  });
});

describe("classSeparationScore", () => {
  /** d_within and d_total pair by pair, an example with itself included; cosines with a row of zeros are 0. */
  function pairByPair({ features, labels, head, width }: Drawn): number {
    const counts = Array.from({ length: head.classes }, (_, k) => labels.filter((label) => label === k).length);
    const row = (i: number): Float64Array => features.subarray(i * width, (i + 1) * width);
    const product = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, d) => sum + value * b[d], 0);
    const [sums, all] = [{ within: 0, total: 0 }, [...labels.keys()]];
    for (const i of all) {
      for (const j of all) {
        const lengths = Math.sqrt(product(row(i), row(i)) * product(row(j), row(j)));
        const distance = 1 - (lengths === 0 ? 0 : product(row(i), row(j)) / lengths);
        const weight = distance / (counts[labels[i]] * counts[labels[j]]);
        if (labels[i] === labels[j]) sums.within += weight / head.classes;
        sums.total += weight / head.classes ** 2;
      }
    }
    // rows of one number that all have one sign point the same way but for rounding
    return sums.total < 1e-14 ? 0 : 1 - sums.within / sums.total;
  }

  it("is the definition, pair by pair", () => {
    holdsFor((set) => close(classSeparationScore(set.features, set.labels, set.head.classes), pairByPair(set)));
  });

  it("is the definition with rows of zeros", () => {
    const set = draw(3, 20, 4, 3);
    set.features.fill(0, 4, 12);
    close(classSeparationScore(set.features, set.labels, 3), pairByPair(set));
  });

  it("is 0 where all rows point the same way, and where all are zeros", () => {
    const labels = Int32Array.of(0, 0, 1, 1);
    expect(classSeparationScore(Float64Array.of(1, 3, 2, 6, 0.1, 0.3, 7, 21), labels, 2)).toBe(0);
    expect(classSeparationScore(new Float64Array(8), labels, 2)).toBe(0);
  });

  it("keeps its digits for tight classes that are near to one another", () => {
    const features = Float64Array.of(1, 1e-7, 1, -1e-7, 1, 4e-7, 1, 2e-7);
    expect(classSeparationScore(features, Int32Array.of(0, 0, 1, 1), 2)).toBeCloseTo(2.25 / 3.25, 6);
  });
});

describe("neuralCollapse", () => {
  const corners = Float64Array.of(...[2, 0, -1, Math.sqrt(3), -1, -Math.sqrt(3)]);
  const labels = Int32Array.of(0, 1, 2);

  it("is complete for one point per class on a regular simplex that the weights repeat", () => {
    const moved = translate(corners, 2);
    const head = { classes: 3, weight: corners.map((value) => 5 * value) };
    close(numbersOf(neuralCollapse(moved, labels, head)), [0, 0, 0, 0, 0, 0]);
  });

  it("weighs variability along each axis by the spread of means along it: (1/2) / 4 + 0 / 1", () => {
    // Means (±√2, 0) and (0, ±1/√2), squared singular values 4 and 1; every class varies along the first axis by 1/2.
    const [a, b, c] = [Math.SQRT2, Math.SQRT1_2, Math.SQRT1_2];
    const rows = [a + c, 0, a - c, 0, -a + c, 0, -a - c, 0, c, b, -c, b, c, -b, -c, -b];
    const head = { classes: 4, weight: Float64Array.of(1, 0, 0, 1, -1, 0, 0, -1) };
    close(neuralCollapse(Float64Array.from(rows), Int32Array.of(0, 0, 1, 1, 2, 2, 3, 3), head).variability, 0.125);
  });

  it("calls no variability between classes infinite, not zero", () => {
    const features = Float64Array.of(1, 2, 3, 4, 1, 2, 3, 4);
    const { variability, means, dualityError } = neuralCollapse(features, Int32Array.of(0, 0, 1, 1), {
      classes: 2,
      weight: new Float64Array(4),
    });
    expect([variability, means, dualityError]).toEqual([Infinity, { normVariation: 0, angleError: 1 }, 0]);
  });

  it("is opposed at most: weights that point away from the means", () => {
    const away = { classes: 3, weight: corners.map((value) => -value) };
    expect(neuralCollapse(corners, labels, away).dualityError).toBeCloseTo(2, 12);
  });
});

describe("clusterSpread and logitGapSpread", () => {
  it("find no ratio to means that coincide", () => {
    const spread = clusterSpread(Float64Array.of(1, -1, 2, -2), Int32Array.of(0, 0, 1, 1), 2);
    expect(spread).toMatchObject({ between: 0, ratio: Infinity, distanceVariation: 0 });
  });

  it("see no spread in the optimum of smoothing, ln(1 + K (1-α)/α) = ln 91", () => {
    const targets = [0.91, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01];
    const gaps = logitGapSpread(Float64Array.from(targets, Math.log), Int32Array.of(0), 10);
    close(gaps, { mean: Math.log(91), total: 0, withinRows: 0, betweenRows: 0 });
  });
});

describe("refused, or measured without a NaN", () => {
  const { features, labels, head } = small;
  const fewer = { classes: 2, weight: new Float64Array(8) };
  const withNaN = features.map((value) => (value === 2.25 ? NaN : value));
  const noneOfTwo = labels.map((k) => k % 2);
  it.each([
    [
      "a label beyond the head",
      () => measureGeometry(features, labels, fewer),
      "the label of row 7 to be from 0 to 1, got 2",
    ],
    [
      "no row of a class",
      () => measureGeometry(features, noneOfTwo, head),
      'rows of every class, got "none of class 2"',
    ],
    ["other rows than the head's", () => measureGeometry(features.subarray(0, 27), labels, head), "4 features, as the"],
    [
      "a row cut short",
      () => measureGeometry(features.subarray(1), labels, head),
      "9 rows of features of equal length",
    ],
    [
      "a short bias",
      () => measureGeometry(features, labels, { ...head, bias: head.bias.subarray(1) }),
      "a bias of 3 numb",
    ],
    [
      "a weight cut short",
      () => neuralCollapse(features, labels, { ...head, weight: features.subarray(1) }),
      "a weight of 3 rows",
    ],
    ["one class", () => clusterSpread(features, labels, 1), "classes to be a whole number of at least 2, got 1"],
    ["NaN", () => clusterSpread(withNaN, labels, 3), '"NaN in row 3"'],
    ["huge numbers", () => featureNorms(withNaN.fill(1e70), labels, 3), 'features from -1e+60 to 1e+60, got "1e+70 in'],
    ["no rows", () => classSeparationScore(new Float64Array(0), labels.subarray(9), 3), "at least one example, got 0"],
  ])("%s", (_, call, message) => {
    expect(call).toThrow(message);
  });

  it("is never NaN: one feature, zeros, equal rows, the largest and smallest numbers", () => {
    const value = fc.constantFrom(0, 1, -1, 1e60, -1e60, 1e-320, 1e-160, 3);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), fc.array(value, { minLength: 24, maxLength: 24 }), (width, pool) => {
        const sixRows = Float64Array.from(pool.slice(0, 6 * width));
        const weight = Float64Array.from(pool.slice(24 - 3 * width));
        const found = measureGeometry(sixRows, Int32Array.of(0, 0, 1, 1, 2, 2), { classes: 3, weight });
        expect(numbersOf(found).filter(Number.isNaN)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
