// The losses against PyTorch's values and gradients, in both number types.
import { describe, expect, it } from "vitest";
import { largestError } from "../../../../test/conformance.ts";
import {
  crossEntropyCases,
  labelRelaxationCases,
  publishedCases,
  publishedTargets,
  type ReferenceCase,
} from "../../../../test/referenceCases.ts";
import { smoothLabels } from "../targets/smoothing.ts";

const float64 = ({ loss, logits, targets, shape }: ReferenceCase) => loss.evaluate(logits, targets, shape);

const float32 = ({ loss, logits, targets, shape }: ReferenceCase) => {
  const rounded = targets instanceof Int32Array ? targets : Float32Array.from(targets);
  return loss.evaluate(Float32Array.from(logits), rounded, shape);
};

const files = {
  "cross_entropy.json": { read: crossEntropyCases, count: 413 },
  "label_relaxation.json": { read: labelRelaxationCases, count: 36 },
  "published.json": { read: publishedCases, count: 5 },
};

describe("against the reference values", () => {
  describe.each(Object.entries(files))("%s", (file, { read, count }) => {
    it("has all its cases", () => expect(read()).toHaveLength(count));

    it("is met to 1e-9 in float64", () => {
      const { error, where } = largestError(read(), read().map(float64));
      expect(error, `${file}: largest error ${error} at ${where}`).toBeLessThan(1e-9);
    });

    it("is met to 2e-6 in float32", () => {
      const { error, where } = largestError(read(), read().map(float32));
      expect(error, `${file}: largest error ${error} at ${where}`).toBeLessThan(2e-6);
    });
  });

  it("makes the printed target rows", () => {
    const { labels, classes, alpha, rows } = publishedTargets();
    const q = smoothLabels(labels, classes, alpha, { over: "others" });
    q.forEach((mass, i) => expect(mass, `target ${i}`).toBeCloseTo(rows[i], 12));
  });
});
