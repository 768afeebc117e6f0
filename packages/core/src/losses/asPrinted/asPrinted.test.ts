// The printed implementations against the sources' values and gradients, their own checks, and our losses beside them.
import { describe, expect, it } from "vitest";
import { sourceCases } from "../../../../../test/sourceCases.ts";
import { crossEntropy } from "../crossEntropy.ts";
import { labelRelaxation } from "../labelRelaxation.ts";
import { asPrinted, type PrintedLoss } from "./index.ts";

const logits = new Float64Array([0, 0.2, 0.7, 0.1, 0, 0, 0.9, 0.2, 0.2, 1, 1, 0.2, 0.7, 0.9, 1]);
const labels = new Int32Array([2, 1, 0]);
const weight = [0.5, 2, 1, 1, 3];

/** The largest difference between two lists of numbers. */
function distance(got: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(got.length).toBe(expected.length);
  return Math.max(...Array.from(got, (value, i) => Math.abs(value - expected[i])));
}

describe("the sources' values and gradients", () => {
  it("are 169", () => expect(sourceCases).toHaveLength(169));

  it.each(sourceCases)("$name", ({ loss, logits: z, labels: y, shape, value, gradient }) => {
    const got = loss.evaluate(z, y, shape);
    expect(distance(typeof got.value === "number" ? [got.value] : got.value, value)).toBeLessThan(1e-12);
    expect(distance(got.gradient, gradient)).toBeLessThan(1e-12);
  });

  it.each(sourceCases.filter((_, i) => i % 7 === 0))(
    "$name, in float32",
    ({ loss, logits: z, labels: y, shape, gradient }) => {
      const got = loss.evaluate(Float32Array.from(z), y, shape);
      expect(got.gradient).toBeInstanceOf(Float32Array);
      expect(distance(got.gradient, gradient)).toBeLessThan(1e-5);
      if (loss.reduction === "none") expect(got.value).toBeInstanceOf(Float32Array);
    },
  );
});

const valueOf = (loss: PrintedLoss<"mean">): number => loss.evaluate(logits, labels, [3, 5]).value;

describe("printed numbers", () => {
  it.each([
    ["canonical", 0.3, 1.3883],
    ["canonical", 0.5, 1.467],
    ["lsr", 0.3, 1.3883],
    ["nllForm", 0.3, 1.3883],
    // The page prints the value of 0.3 beside s = 0.5.
    ["overOthers", 0.3, 1.4178],
    ["overOthers", 0.5, 1.5161],
  ] as const)("%s, s = %d: %d", (name, s, printed) => {
    expect(valueOf(asPrinted[name]({ s }))).toBeCloseTo(printed, 4);
  });

  it("LSR2 smooths by 0.01 unless told otherwise", () => {
    expect(valueOf(asPrinted.lsr2())).toBe(valueOf(asPrinted.lsr2({ e: 0.01 })));
    expect(valueOf(asPrinted.lsr2())).not.toBeCloseTo(valueOf(asPrinted.lsr2({ e: 0.02 })), 4);
  });
});

describe("weights", () => {
  it("are averaged over rows over the others, and by label in the nll form", () => {
    const rows = crossEntropy({ smoothing: 0.1, over: "others", weight, reduction: "none" });
    const values = rows.evaluate(logits, labels, [3, 5]).value;
    expect(valueOf(asPrinted.overOthers({ s: 0.1, weight }))).toBeCloseTo((values[0] + values[1] + values[2]) / 3, 13);
    const nll = valueOf(asPrinted.nllForm({ s: 0, weight }));
    expect(nll).toBeCloseTo(crossEntropy({ weight }).evaluate(logits, labels, [3, 5]).value, 13);
    // The smooth part is never weighted.
    const uniform = valueOf(asPrinted.nllForm({ s: 1, weight }));
    expect(uniform).toBeCloseTo(crossEntropy({ smoothing: 1 }).evaluate(logits, labels, [3, 5]).value, 13);
  });
});

describe("errors", () => {
  const lsr2 = asPrinted.lsr2();
  const probabilities = asPrinted.relaxation({ alpha: 0.1, logitsProvided: false });

  it.each([
    [
      "asPrinted.lsr2: expected a label for each of the 3 rows, got 2",
      () => lsr2.evaluate(logits, labels.slice(1), [3, 5]),
    ],
    [
      "asPrinted.lsr2: expected logits of rank 2, [N, K], got [5]",
      () => lsr2.evaluate(logits.slice(0, 5), labels.slice(1, 2), [5]),
    ],
    ["asPrinted.lsr2: expected logits of rank 2, [N, K], got [3,5,1]", () => lsr2.evaluate(logits, labels, [3, 5, 1])],
    [
      'asPrinted.lsr2: expected reduction to be one of mean, sum, none, got "median"',
      () => asPrinted.lsr2({ reduction: "median" as "mean" }),
    ],
    [
      "asPrinted.lsr2: expected the label of row 1 to be from 0 to 4, got -100; the printed code leaves no row out",
      () => lsr2.evaluate(logits, labels.with(1, -100), [3, 5]),
    ],
    [
      "asPrinted.overOthers: expected s to be a number of at least 0 and below 1, got 1",
      () => asPrinted.overOthers({ s: 1 }),
    ],
    [
      "asPrinted.nllForm: expected the weight of class 1 to be finite and not negative, got -1",
      () => asPrinted.nllForm({ s: 0.1, weight: [1, -1] }),
    ],
    [
      "asPrinted.relaxation: expected the probabilities of row 0 to be a number from 0 to 1, got 1.4",
      () =>
        probabilities.evaluate(
          logits.map((z) => 2 * z),
          labels,
          [3, 5],
        ),
    ],
  ])("%s", (message, act) => {
    expect(act).toThrow(message);
  });
});

describe("relaxation", () => {
  const relaxation = asPrinted.relaxation({ alpha: 0.2 });
  /** Two rows of three classes; the first is satisfied. */
  const z = new Float64Array([6, 0, 1, 0.5, 1, -1]);

  it("takes one-hot rows for labels", () => {
    const rows = new Float64Array([1, 0, 0, 0, 0, 1]);
    expect(relaxation.evaluate(z, rows, [2, 3])).toEqual(relaxation.evaluate(z, new Int32Array([0, 2]), [2, 3]));
  });

  it.each([true, false])(
    "has the gradient of its value for rows of masses below and above 0.1 (logits: %s)",
    (logitsProvided) => {
      const loss = asPrinted.relaxation({ alpha: 0.2, logitsProvided });
      const rows = new Float64Array([0.9, 0.04, 0.06, 0.07, 0.35, 0.58]);
      const at = logitsProvided ? z : new Float64Array([0.7, 0.1, 0.2, 0.3, 0.5, 0.2]);
      const { gradient } = loss.evaluate(at, rows, [2, 3]);
      const h = 1e-6;
      const moved = (i: number, by: number) => loss.evaluate(at.with(i, at[i] + by), rows, [2, 3]).value;
      const slopes = at.map((_, i) => (moved(i, h) - moved(i, -h)) / (2 * h));
      expect(distance(gradient, slopes)).toBeLessThan(1e-8);
    },
  );

  it("gives satisfied rows the batch's divergence, too", () => {
    const { value, gradient } = relaxation.evaluate(z, new Int32Array([0, 2]), [2, 3]);
    const paper = labelRelaxation({ alpha: 0.2, reduction: "none" }).evaluate(z, new Int32Array([0, 2]), [2, 3]);
    expect(paper.value[0]).toBe(0);
    expect(Math.abs(gradient[0])).toBeGreaterThan(1e-4);
    expect(Array.from(paper.gradient.slice(0, 3))).toEqual([0, 0, 0]);
    expect(value).toBeGreaterThan(0);
  });

  it("is 0 where every row is satisfied, and finite for a label that is all but impossible", () => {
    expect(relaxation.evaluate(z.slice(0, 3), new Int32Array([0]), [1, 3])).toEqual({
      value: 0,
      gradient: new Float64Array(3),
    });
    const { value, gradient } = relaxation.evaluate(new Float64Array([0, -900]), new Int32Array([1]), [1, 2]);
    expect(value).toBeCloseTo((0.8 * (Math.log(0.8) + 900) + 0.2 * Math.log(0.2)) / 2, 10);
    expect(distance(gradient, [0.4, -0.4])).toBeLessThan(1e-12);
  });
});
