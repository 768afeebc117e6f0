// The kernels against PyTorch's values and gradients, as one more backend.
import { describe, expect, it } from "vitest";
import type { CrossEntropyOptions, LabelRelaxationOptions } from "@softlabel/core";
import { largestError } from "../../../../test/conformance.ts";
import {
  crossEntropyCases,
  labelRelaxationCases,
  publishedCases,
  type ReferenceCase,
} from "../../../../test/referenceCases.ts";
import { crossEntropy } from "./crossEntropy.ts";
import { labelRelaxation } from "./labelRelaxation.ts";

const lossOf = ({ loss, options }: ReferenceCase) =>
  loss.rule.name === "labelRelaxation"
    ? labelRelaxation(options as LabelRelaxationOptions)
    : crossEntropy(options as CrossEntropyOptions);

const evaluate = (one: ReferenceCase) => {
  const targets = one.targets instanceof Int32Array ? one.targets : Float32Array.from(one.targets);
  return lossOf(one).evaluate(Float32Array.from(one.logits), targets, one.shape);
};

const files = {
  "cross_entropy.json": crossEntropyCases,
  "label_relaxation.json": labelRelaxationCases,
  "published.json": publishedCases,
};

describe("kernels against the reference values", () => {
  it.each(Object.entries(files))("meet %s to 2e-6", (file, read) => {
    const { error, where } = largestError(read(), read().map(evaluate));
    expect(error, `${file}: largest error ${error} at ${where}`).toBeLessThan(2e-6);
  });
});
