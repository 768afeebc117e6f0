// The heavy-tailed softmax: that it sums to one, however many classes there are and whatever the logits.
import { describe, expect, it } from "vitest";
import { createRandom } from "../base/random.ts";
import { heavyLogSoftmax } from "./biTempered.ts";
import { matrixOps } from "../losses/matrix.ts";
import { methodLoss } from "./methodLoss.ts";

const spreads = [0, 0.1, 3, 100, 1e4];
const cases = [2, 10, 1000, 50_000].flatMap((classes) =>
  spreads.flatMap((spread) => [1 + 2 ** -52, 1.0001, 1.01, 1.2, 2, 4].map((t) => [classes, spread, t] as const)),
);

it.each(cases)("sums to one for %d classes, logits ±%d, t %d", (columns, spread, t) => {
  const random = createRandom(`${columns} ${spread}`);
  const data = Float64Array.from({ length: columns }, () => spread * random.normal());
  const { data: logP } = heavyLogSoftmax(matrixOps, { rows: 1, columns, data }, t);
  expect(logP.reduce((sum, mass) => sum + Math.exp(mass), 0)).toBeCloseTo(1, 11);
});

describe("the bi-tempered loss", () => {
  it("goes to cross-entropy as both temperatures go to 1", () => {
    const logits = new Float64Array([1, -0.5, 0.2]);
    const near = methodLoss("bi-tempered:t1=0.99999,t2=1.00001").evaluate(logits, new Int32Array([1]), [1, 3]);
    const exact = methodLoss("hard").evaluate(logits, new Int32Array([1]), [1, 3]);
    expect(near.value).toBeCloseTo(exact.value, 4);
    near.gradient.forEach((slope, c) => expect(slope).toBeCloseTo(exact.gradient[c], 4));
  });

  it.each([
    ["t1=0.5,t2=1.0000000000000002", "t1=0.5,t2=1"],
    ["t1=0.5,t2=1.00000000000001", "t1=0.5,t2=1"],
    ["t1=0.9999999999999999,t2=1.2", "t1=0.9999999999,t2=1.2"],
    ["t1=0.9999999999999999,t2=1.0000000000000002", "t1=0.9999999999,t2=1"],
  ])("of %s is that of the limit", (near, limit) => {
    const of = (parameters: string) =>
      methodLoss(`bi-tempered:${parameters}`).evaluate(new Float64Array([0, 2.3, 1.1]), new Int32Array([0]), [1, 3]);
    expect(of(near).value).toBeCloseTo(of(limit).value, 8);
    of(near).gradient.forEach((slope, c) => expect(slope).toBeCloseTo(of(limit).gradient[c], 8));
  });

  it("is bounded, by 1/(1-t1), where the label has nothing", () => {
    const wrong = new Float64Array([-1e8, 1e8]);
    const { value } = methodLoss("bi-tempered:t1=0.5,t2=1.2").evaluate(wrong, new Int32Array([0]), [1, 2]);
    expect(value).toBeCloseTo(2, 2);
  });
});
