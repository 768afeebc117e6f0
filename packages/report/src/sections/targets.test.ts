// What the report says of label relaxation, which leaves the other classes to the model, beside methods with one target.
import { expect, it } from "vitest";
import { sampleResults } from "../../../../test/sampleResults.ts";
import type { Results } from "@softlabel/experiment/internal";
import { markupText } from "../nodeDocument.fixtures.ts";
import { geometrySection } from "./geometry.ts";
import { targetSection } from "./targets.ts";

/** A method that pulls the label to 0.91 of ten classes. */
function results(method: string): Results {
  const effectiveTarget = [0.91, ...new Array<number>(9).fill(0.01)];
  const sample = sampleResults({ methods: [method] });
  return { ...sample, methods: sample.methods.map((own) => ({ ...own, effectiveTarget })) };
}

it("gives a relaxed target its bound, and every other the whole distribution", () => {
  expect(markupText(targetSection(results("relax:0.1")))).toContain(
    "at least 0.91 for the labelled class; the model decides the rest",
  );
  expect(markupText(targetSection(results("smooth:0.1")))).toContain(
    "0.91 for the labelled class, 0.01 for every other class",
  );
});

it("marks an optimal logit gap only where there is one", () => {
  const dashes = (method: string): number =>
    markupText(geometrySection(results(method))).split("stroke-dasharray").length - 1;
  expect(dashes("smooth:0.1")).toBe(dashes("relax:0.1") + 1);
});
