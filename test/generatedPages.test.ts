// The pages of docs that are made from the code are those that it would write.
import { methodTable } from "@softlabel/core";
import { describe, expect, it } from "vitest";
import { architecturePage } from "../scripts/architecturePage.ts";
import { claimsPage } from "../scripts/claimsPage.ts";
import { commandsPage } from "../scripts/commandsPage.ts";
import { conventionsPage } from "../scripts/conventionsPage.ts";
import { corePage } from "../scripts/corePage.ts";
import { methodsPage } from "../scripts/methodsPage.ts";
import { resultTypes } from "../scripts/resultTypes.ts";
import { resultsPage } from "../scripts/resultsPage.ts";
import { resultsSchema } from "../scripts/resultsSchema.ts";
import { sourcesPage } from "../scripts/sourcesPage.ts";
import { readText } from "./sourceFiles.ts";

it.each([
  ["docs/architecture.md", architecturePage],
  ["docs/methods.md", methodsPage],
  ["docs/conventions.md", conventionsPage],
  ["docs/core.md", corePage],
  ["docs/results.md", resultsPage],
  ["packages/softlabel/results.schema.json", () => `${JSON.stringify(resultsSchema(), null, 2)}\n`],
  ["docs/claims.md", claimsPage],
  ["docs/commands.md", commandsPage],
  ["docs/sources.md", sourcesPage],
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

describe("docs/results.md", () => {
  it("says of every type and field what it is", () => {
    const types = resultTypes();
    const fields = types.flatMap(({ name, fields: own }) =>
      own.map((field) => ({ ...field, name: `${name}.${field.name}` })),
    );
    expect(fields.length).toBeGreaterThan(80);
    const undocumented = [...types, ...fields].filter(({ documentation }) => documentation === "");
    expect(undocumented.map(({ name }) => name)).toEqual([]);
  });
});
