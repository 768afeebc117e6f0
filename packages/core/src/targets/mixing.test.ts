// Mixed targets: linear in the smoothing, and the errors.
import { describe, expect, it } from "vitest";
import { cutMixShare, mixTargets } from "./mixing.ts";
import { oneHot } from "./oneHot.ts";
import { smoothLabels, smoothTargets } from "./smoothing.ts";

const labels = new Int32Array([0, 2, 1, 2]);
const partners = new Int32Array([3, 2, 1, 0]);

describe("mixTargets", () => {
  it("gives the same whether smoothed before or after", () => {
    const before = mixTargets(smoothLabels(labels, 3, 0.3), 3, partners, 0.6);
    const after = smoothTargets(mixTargets(oneHot(labels, 3), 3, partners, 0.6), 3, 0.3);
    before.forEach((mass, i) => expect(mass).toBeCloseTo(after[i], 15));
  });

  it("refuses partners that are not rows, and shares that are none", () => {
    const q = oneHot(labels, 3);
    expect(() => mixTargets(q, 3, partners.with(1, 4), 0.5)).toThrow(
      "expected the partner of row 1 to be a row, got 4",
    );
    expect(() => mixTargets(q, 3, partners, 1.5)).toThrow("expected share to be a number from 0 to 1, got 1.5");
    expect(() => mixTargets(q.slice(3), 3, partners, 0.5)).toThrow("expected 12 numbers of targets, got 9");
  });
});

describe("cutMixShare", () => {
  it("is 1 where the box is beside the image, 0 where it covers it", () => {
    expect(cutMixShare(8, 4, { left: 9, top: 0, right: 12, bottom: 4 })).toBe(1);
    expect(cutMixShare(8, 4, { left: -1, top: -1, right: 9, bottom: 9 })).toBe(0);
  });

  it("refuses an edge that is none", () => {
    const call = () => cutMixShare(4, 4, { left: NaN, top: 0, right: 2, bottom: 2 });
    expect(call).toThrow("cutMixShare: expected left to be a number, got NaN");
  });
});
