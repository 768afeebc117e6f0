// The pages of docs that are made from the code are those that it would write.
import { methodTable } from "@softlabel/core";
import { describe, expect, it } from "vitest";
import { conventionsPage } from "../scripts/conventionsPage.ts";
import { methodsPage } from "../scripts/methodsPage.ts";
import { readText } from "./sourceFiles.ts";

it.each([
  ["docs/methods.md", methodsPage],
  ["docs/conventions.md", conventionsPage],
])("%s is up to date: npm run docs writes it", (file, page) => {
  expect(readText(file)).toBe(page());
});

describe("docs/methods.md", () => {
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
