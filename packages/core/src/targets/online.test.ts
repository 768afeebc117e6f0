// The memory of online smoothing: what it learns, and going on from a state.
import { describe, expect, it } from "vitest";
import { createOnlineTargets } from "./online.ts";

describe("createOnlineTargets", () => {
  it("averages over the batches of an epoch, of rightly classified rows only", () => {
    const targets = createOnlineTargets(3, 1);
    targets.observe([0.8, 0.1, 0.1, 0.2, 0.7, 0.1], [0, 2]);
    targets.observe([0.6, 0.3, 0.1], [0]);
    targets.endEpoch();
    const third = 1 / 3;
    const expected = [0.7, 0.2, 0.1, third, third, third, third, third, third];
    targets.rows().forEach((mass, i) => expect(mass).toBeCloseTo(expected[i], 15));
  });

  it("forgets an epoch after the next", () => {
    const targets = createOnlineTargets(2, 1);
    targets.observe([0.9, 0.1], [0]);
    targets.endEpoch();
    targets.endEpoch();
    expect(Array.from(targets.rows())).toEqual([0.5, 0.5, 0.5, 0.5]);
  });

  it("goes on from a state", () => {
    const [one, other] = [createOnlineTargets(2, 0.4), createOnlineTargets(2, 0.4)];
    one.observe([0.9, 0.1, 0.4, 0.6], [0, 1]);
    one.endEpoch();
    other.restore(one.state());
    expect(other.rows()).toEqual(one.rows());
    expect(() => other.restore(new Float64Array(9))).toThrow("expected a state of 4 numbers, got 9");
    expect(() => other.restore(Float64Array.of(1, 0, NaN, 1))).toThrow("expected target row 1 to hold finite numbers");
    expect(() => other.restore(Float64Array.of(1, 2, 0, 1))).toThrow("expected target row 0 to sum to one, got 3");
    expect(other.rows()).toEqual(one.rows());
  });

  it("wants one probability per row and class", () => {
    const call = () => createOnlineTargets(2, 0.5).observe([0.9], [0, 1]);
    expect(call).toThrow("createOnlineTargets: expected 4 probabilities, got 1");
  });
});
