// The bench that repeats label relaxation's table: what a budget buys, and how the table reads.
import { describe, expect, it } from "vitest";
import { armsOf, leftOut, optionsOf, planFor } from "../bench/relaxation-table/plan.ts";
import { renderTable } from "../bench/relaxation-table/table.ts";
import { resolveOptions } from "../packages/experiment/src/options/fields.ts";
import { sampleResults } from "./sampleResults.ts";

describe("planFor", () => {
  it.each([
    [5, { values: [0.025, 0.2], epochs: 1, seeds: 1, dropAfter: 1 }],
    [20, { values: [0.025, 0.2], epochs: 4, seeds: 1, dropAfter: 2 }],
    [250, { values: [0.025, 0.05, 0.1, 0.2, 0.3], epochs: 22, seeds: 1, dropAfter: 13 }],
    [750, { epochs: 50, seeds: 1, dropAfter: 30 }],
    [1600, { epochs: 50, seeds: 2 }],
    [1e6, { values: [0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.4], epochs: 50, seeds: 10 }],
  ])("spends %d epochs", (budget, expected) => expect(planFor(budget)).toMatchObject(expected));

  it("never costs more than it may, and says what it leaves out", () => {
    for (let budget = 5; budget < 4000; budget += 7) {
      const { values, epochs, seeds } = planFor(budget);
      expect((1 + 2 * values.length) * epochs * seeds).toBeLessThanOrEqual(budget);
    }
    expect(leftOut(planFor(20))).toEqual(["α 0.01, 0.05, 0.1, 0.3, 0.4", "46 of 50 epochs", "9 of 10 seeds"]);
    expect(leftOut(planFor(7500))).toEqual([]);
  });
});

describe("the table", () => {
  const plan = planFor(20);

  it("is of methods that the command knows", () => {
    const methods = ["hard", ...armsOf(plan)];
    expect(resolveOptions({ methods }).methods).toEqual(methods);
    expect(optionsOf(plan).join(" ")).toContain("step:every=2,factor=0.31622776601683794");
  });

  it("stands beside the published numbers, with a sentence on each difference", () => {
    const results = sampleResults({ seeds: 2, methods: ["hard", ...armsOf(plan)] });
    const text = renderTable(plan, results);
    const lines = text.split("\n");
    expect(lines.filter((line) => line.startsWith("| "))).toHaveLength(8);
    expect(text).toMatch(/\| relax, α by ECE \| 0\.\d{3} \| 0\.911 \| 0\.\d{3} \| 0\.015 \|/);
    expect(lines.filter((line) => /^- .*accuracy [+−]0\.\d{3}, ECE [+−]0\.\d{3}; .+\.$/.test(line))).toHaveLength(6);
    expect(text).not.toMatch(/NaN|undefined/);
  });
});
