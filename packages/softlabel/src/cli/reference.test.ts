// The tables under the help.
import { methodTable } from "@softlabel/core";
import { describe, expect, it } from "vitest";
import { reference } from "./reference.ts";

describe("reference", () => {
  it("lists every method with its parameters, within the width", () => {
    const text = reference(100);
    for (const { name } of methodTable) expect(text).toMatch(new RegExp(`^  ${name} +\\S`, "m"));
    expect(text).toContain("(alpha=0.1, over=all)");
    expect(text).toMatch(/^ {2}fashion-mnist/m);
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it("keeps the words of a summary in narrow columns", () => {
    const words = (text: string): string => text.split(/\s+/).join(" ");
    expect(words(reference(60))).toBe(words(reference(1000)));
  });
});
