// Dropout masks: their values, their shares, their seed.
import { createRandom } from "@softlabel/core";
import { describe, expect, it } from "vitest";
import { drawMask } from "./dropoutMask.ts";

function draw(keep: number, seed: number): Float32Array {
  const data = new Float32Array(10000).fill(NaN);
  drawMask({ keep, data }, createRandom(seed));
  return data;
}

describe("drawMask", () => {
  it.each([0.2, 0.5, 0.9])("keeps a share of %d, scaled so that the mean is 1", (keep) => {
    const mask = draw(keep, 1);
    expect(new Set(mask)).toEqual(new Set([0, Math.fround(1 / keep)]));
    // Five standard deviations of a binomial share.
    const kept = mask.filter((value) => value > 0).length / mask.length;
    expect(Math.abs(kept - keep)).toBeLessThan(5 * Math.sqrt((keep * (1 - keep)) / mask.length));
  });

  it("keeps everything with probability 1", () => {
    expect(new Set(draw(1, 1))).toEqual(new Set([1]));
  });

  it("is determined by the seed", () => {
    expect(draw(0.5, 1)).toEqual(draw(0.5, 1));
    expect(draw(0.5, 1)).not.toEqual(draw(0.5, 2));
  });
});
