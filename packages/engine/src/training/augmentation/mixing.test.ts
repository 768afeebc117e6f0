// mixup and CutMix: inputs and targets are mixed alike; and the Beta distribution that they draw from.
import fc from "fast-check";
import { createRandom } from "@softlabel/core";
import { describe, expect, it } from "vitest";
import { batchSpecs, makeBatch, type BatchSpec } from "./batches.fixtures.ts";
import { drawBeta } from "./mixing.ts";
import { parseAugmentation } from "./parseAugmentation.ts";

/** A batch before and after, with each row's partner and own share as the targets tell them. */
function augment(text: string, spec: BatchSpec) {
  const [before, batch] = [makeBatch(spec), makeBatch(spec)];
  parseAugmentation(text).apply(batch, createRandom(spec.seed));
  const { count } = batch;
  const size = batch.inputs.length / count;
  const rows = Array.from({ length: count }, (_, row) => {
    const target = Array.from(batch.targets.subarray(row * count, (row + 1) * count));
    const partner = target.findIndex((mass, k) => mass > 0 && k !== row);
    const valuesOf = (of: typeof batch, which: number) =>
      Array.from(of.inputs.subarray(which * size, (which + 1) * size));
    const other = valuesOf(before, partner === -1 ? row : partner);
    return { target, share: target[row], own: valuesOf(before, row), other, mixed: valuesOf(batch, row) };
  });
  return { rows };
}

const holds = (property: (spec: BatchSpec) => void): void => fc.assert(fc.property(batchSpecs, property));

describe.each(["mixup:0.5", "cutmix", "mixup:0.01", "cutmix:0.01", "mixup:100"])("%s", (text) => {
  it("gives targets that are distributions over the row's own class and another", () => {
    holds((spec) => {
      for (const { target } of augment(text, spec).rows) {
        expect(target.reduce((sum, mass) => sum + mass, 0)).toBeCloseTo(1, 6);
        expect(target.filter((mass) => mass > 0).length).toBeLessThanOrEqual(2);
      }
    });
  });
});

describe("mixup", () => {
  it("mixes values as targets", () => {
    holds((spec) => {
      for (const { share, own, other, mixed } of augment("mixup:1", spec).rows)
        mixed.forEach((value, i) => {
          const expected = share * own[i] + (1 - share) * other[i];
          expect(Math.abs(value - expected)).toBeLessThan(spec.bytes ? 0.501 : 0.001);
        });
    });
  });

  it("takes examples of any shape, CutMix only images", () => {
    const features = { bytes: false, count: 3, shape: [4], seed: 1 };
    expect(() => augment("mixup", features)).not.toThrow();
    expect(() => augment("cutmix", features)).toThrow(
      "augmentation: expected images, examples of shape [channels, height, width] or [height, width], got [4]",
    );
  });
});

describe("cutmix", () => {
  it("takes as many values of another image as its targets say, and all others of its own", () => {
    holds((spec) => {
      for (const { share, own, other, mixed } of augment("cutmix", spec).rows) {
        mixed.forEach((value, i) => expect([own[i], other[i]]).toContain(value));
        const pasted = mixed.filter((value, i) => value !== own[i]).length;
        const alike = own.filter((value, i) => value === other[i]).length;
        const expected = (1 - share) * mixed.length;
        expect(pasted).toBeLessThanOrEqual(Math.round(expected));
        expect(pasted + alike).toBeGreaterThanOrEqual(Math.round(own === other ? 0 : expected));
      }
    });
  });
});

describe("drawBeta", () => {
  // Beta(α, α) has mean 1/2 and variance 1 / (4 (2α + 1)).
  it.each([0.001, 0.2, 1, 4, 100])("has the mean and the variance of Beta(%d, %d)", (alpha) => {
    const random = createRandom("beta");
    const count = 20000;
    const values = Array.from({ length: count }, () => drawBeta(alpha, random));
    expect(values.every((value) => value >= 0 && value <= 1)).toBe(true);
    const variance = 1 / (4 * (2 * alpha + 1));
    const mean = values.reduce((sum, value) => sum + value, 0) / count;
    expect(Math.abs(mean - 0.5)).toBeLessThan(5 * Math.sqrt(variance / count));
    const measured = values.reduce((sum, value) => sum + (value - 0.5) ** 2, 0) / count;
    expect(measured / variance).toBeCloseTo(1, 1);
  });
});
