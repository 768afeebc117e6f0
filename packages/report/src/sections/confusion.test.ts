// The section of confusions lists pairs with their counts and shares for many classes, and softened pairs.
import { expect, it } from "vitest";
import { sampleResults } from "../../../../test/sampleResults.ts";
import { markupText } from "../nodeDocument.fixtures.ts";
import { confusionSection } from "./confusion.ts";

const classes = Array.from({ length: 21 }, (_, k) => `class ${k}`);

it("lists the most frequent confusions of many classes, and the most probable other classes", () => {
  const results = sampleResults({ methods: ["hard"], classes, seeds: 1 });
  const confusion: number[][] = classes.map((_, label) =>
    classes.map((__, predicted) => (label === predicted ? 50 : 0)),
  );
  confusion[3][7] = 14;
  confusion[5][2] = 6;
  const softened = [{ label: 3, other: 7, probability: 0.217 }];
  const methods = results.methods.map((method) => ({ ...method, confusion, softened }));
  const text = markupText(confusionSection({ ...results, methods }))
    .replaceAll(/<[^>]*>|&nbsp;/g, " ")
    .replaceAll(/\s+/g, " ");
  expect(text).toContain("class 3 as class 7 14 21.9 class 5 as class 2 6 10.7");
  expect(text).toContain("class 3 → class 7 21.7 %");
});
