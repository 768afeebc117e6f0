// The code for a table's model: a row as a literal, and what only some tables need.
import { describe, expect, it } from "vitest";
import type { DeployedInput, TrainedModel } from "@softlabel/experiment/internal";
import { tableUsage } from "./tableUsage.ts";

const text = (name: string, missing: string): DeployedInput => ({
  name,
  kind: "category",
  column: name,
  elementType: "string",
  shape: [1],
  missing,
});

/** As much of a model as the code is made of. */
const modelOf = (values: Record<string, string | number | null>, inputs: readonly DeployedInput[]): TrainedModel =>
  ({ inputs, example: { values, label: "a", probability: 0.5 } }) as unknown as TrainedModel;

describe("the code for a table", () => {
  it("writes the row in each language", () => {
    const model = modelOf({ plain: "x", "two words": null, quoted: 'a"b\n' }, [text("plain", "")]);
    expect(tableUsage.javaScript(model).lines).toContain('  { plain: "x", "two words": null, quoted: "a\\"b\\n" },');
    expect(tableUsage.python(model).lines).toContain('  { "plain": "x", "two words": None, "quoted": "a\\"b\\n" },');
  });

  it("names the texts that stand for missing values where those are not empty", () => {
    const simple = modelOf({ x: "" }, [text("x", "")]);
    const other = modelOf({ x: "" }, [text("w", ""), text("x", "N/A")]);
    const js = (model: TrainedModel) => tableUsage.javaScript(model).lines.join("\n");
    const python = (model: TrainedModel) => tableUsage.python(model).lines.join("\n");
    expect(js(simple)).toContain('type === "string" ? "" : NaN');
    expect(js(simple) + python(simple)).not.toMatch(/missing_?texts/i);
    expect(js(other)).toContain('const missingTexts = {"x":"N/A"};');
    expect(js(other)).toContain('type === "string" ? missingTexts[name] ?? "" : NaN');
    expect(python(other)).toContain('missing_texts = {"x":"N/A"}');
    expect(python(other)).toContain('missing_texts.get(column.name, "") if kind is object');
  });
});
