// The documentation of the methods is the one that the code would write.
import { methodTable } from "@softlabel/core";
import { describe, expect, it } from "vitest";
import { methodsPage } from "../scripts/methodsPage.ts";
import { readText } from "./sourceFiles.ts";

describe("docs/methods.md", () => {
  it("is up to date: npm run docs writes it", () => {
    expect(readText("docs/methods.md")).toBe(methodsPage());
  });

  it("has a formula, a source and advice for every method", () => {
    for (const { name, formula, paper, useWhen, avoidWhen } of methodTable) {
      const texts = [formula, paper, useWhen, avoidWhen];
      expect(
        texts.filter((text) => text.length < 4),
        name,
      ).toEqual([]);
    }
  });
});
