// The section of parameters: which methods make a curve, and what it shows.
import { markupText } from "../nodeDocument.fixtures.ts";
import { describe, expect, it } from "vitest";
import { sampleResults } from "../../../../test/sampleResults.ts";
import { withChoice } from "../report.fixtures.ts";
import { parameterSection } from "./parameters.ts";

const sectionOf = (...methods: string[]): string => markupText(parameterSection(sampleResults({ methods })));

describe("parameterSection", () => {
  it("draws every score by α, the smallest value first, for methods that differ in α only", () => {
    const text = sectionOf("hard", "smooth:0.2", "smooth:0.05", "smooth:0.1", "relax:0.1");
    expect(text).toContain("α of smooth");
    expect(text).toContain('aria-label="accuracy on the test data by α, of smooth"');
    expect(text).toMatch(/scope="row">0\.05<[\s\S]*scope="row">0\.1<[\s\S]*scope="row">0\.2</);
    expect(text).not.toContain("relax");
    expect(text).not.toContain("seeds that chose it");
  });

  it("keeps methods apart that differ in more, and draws a grid by each parameter", () => {
    expect(sectionOf("hard", "smooth:0.1", "smooth:0.2", "smooth:0.3,over=others")).toBe("");
    const grid = ["0", "0.1", "0.2"].map((beta) => `smooth:0.1+penalty:${beta}`);
    expect(sectionOf("hard", ...grid)).toContain("<h3>β of penalty of smooth+penalty</h3>");
  });

  it("leaves out candidates, and methods named by other programs", () => {
    const methods = ["hard", "smooth:0.05", "smooth:0.1", "smooth:0.2"];
    expect(parameterSection(withChoice(sampleResults({ methods })))).toBeUndefined();
    expect(sectionOf("hard", "run 1", "run 2", "run 3")).toBe("");
  });
});
