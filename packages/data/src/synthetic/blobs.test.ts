// Blobs: shapes, balance, and a posterior that is truly the posterior.
import { describe, expect, it } from "vitest";
import { inputsOf } from "@softlabel/engine";
import { makeBlobs } from "./blobs.ts";
import type { BlobOptions } from "./blobs.ts";

const usual: BlobOptions = {
  classes: 3,
  dimensions: 2,
  clusters: 2,
  separation: 2,
  spread: 1,
  train: 300,
  test: 20000,
  seed: 0,
};

describe("makeBlobs", () => {
  const blobs = makeBlobs("blobs", usual);
  const posterior = blobs.posterior!(blobs.test);

  it("gives float features that are left as they are, and balanced classes", () => {
    expect(blobs.shape).toEqual([2]);
    expect([blobs.scale, blobs.shift]).toEqual([1, 0]);
    expect(blobs.classes).toEqual(["0", "1", "2"]);
    expect(blobs.train.labels.filter((label) => label === 2).length).toBe(100);
    expect(blobs.image).toBeUndefined();
  });

  it("has a posterior whose rows sum to one", () => {
    for (let i = 0; i < 100; i++) {
      const row = posterior.subarray(3 * i, 3 * i + 3);
      expect(row.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    }
  });

  it("has a posterior that is calibrated: of examples with p(k) near a value, that share belongs to k", () => {
    const bins = Array.from({ length: 10 }, () => ({ count: 0, expected: 0, hits: 0 }));
    posterior.forEach((probability, i) => {
      const bin = bins[Math.min(9, Math.floor(10 * probability))];
      bin.count++;
      bin.expected += probability;
      if (blobs.test.labels[Math.floor(i / 3)] === i % 3) bin.hits++;
    });
    for (const { count, expected, hits } of bins) {
      expect(Math.abs(hits - expected)).toBeLessThan(4 * Math.sqrt(count * 0.25));
    }
  });

  it("is the logistic function for two clouds of one spread", () => {
    const pair = makeBlobs("pair", { ...usual, classes: 2, clusters: 1, dimensions: 1, spread: 1.5, seed: 3 });
    const at = (x: number): number => {
      const inputs = Float32Array.of(x);
      return pair.posterior!({ count: 1, shape: [1], inputs, labels: new Int32Array(1) })[1];
    };
    const logit = (x: number): number => Math.log(at(x) / (1 - at(x)));
    // A straight line in x: the logit of two normals of equal variance.
    expect(logit(2) - logit(1)).toBeCloseTo(logit(1) - logit(0), 6);
    // Its slope is the distance of the centres over the variance; the class means estimate the centres.
    const mean = (label: number): number => {
      const values = Array.from(inputsOf(pair.test)).filter((_, i) => pair.test.labels[i] === label);
      return values.reduce((a, b) => a + b, 0) / values.length;
    };
    expect(logit(1) - logit(0)).toBeCloseTo((mean(1) - mean(0)) / 1.5 ** 2, 1);
  });

  it("stays finite far away from every cloud", () => {
    const inputs = Float32Array.of(1e6, -1e6);
    const row = blobs.posterior!({ count: 1, shape: [2], inputs, labels: new Int32Array(1) });
    expect(row.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
  });

  it("refuses examples of another shape, and more values than fit", () => {
    const inputs = new Float32Array(3);
    const other = { count: 1, shape: [3], inputs, labels: new Int32Array(1) };
    expect(() => blobs.posterior!(other)).toThrow("posterior: expected examples of shape [2], got [3]");
    expect(() => makeBlobs("b", { ...usual, train: 1e6, dimensions: 1000 })).toThrow("got 1000000 rows of 1000");
  });
});
