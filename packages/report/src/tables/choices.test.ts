// The sentence on the chosen values.
import { describe, expect, it } from "vitest";
import { sampleResults } from "../../../../test/sampleResults.ts";
import { choiceSentences, comparedMethods } from "./choices.ts";
import { renderTable } from "./textTable.ts";

const arm = "smooth:auto,grid=0.05/0.1/0.2";
const results = sampleResults({ methods: ["hard", arm, "relax:0.1"] });

/** The results with these choices, one per seed. */
function withChoices(...values: number[]): typeof results {
  const trials = results.methods[1].trials.map((trial, s) => ({ ...trial, chosen: `smooth:${values[s]}` }));
  const methods = results.methods.map((method) => (method.method === arm ? { ...method, trials } : method));
  return { ...results, methods };
}

describe("choiceSentences", () => {
  it("say how often each value was chosen, and by what", () => {
    expect(choiceSentences(withChoices(0.1, 0.1, 0.05, 0.1, 0.1))).toEqual([
      `${arm}: α 0.1 was chosen on the validation data by NLL after temperature scaling in 4 of 5 seeds (0.05 once).`,
    ]);
    expect(choiceSentences(withChoices(0.05, 0.2, 0.1, 0.1, 0.2))[0]).toMatch(
      /2 of 5 seeds \(0\.2 twice, 0\.05 once\)\.$/,
    );
  });

  it("say where the grid ended", () => {
    const [sentence] = choiceSentences(withChoices(0.2, 0.2, 0.2, 0.2, 0.2));
    expect(sentence).toMatch(/in every one of 5 seeds\. It is the largest of the 3 values tried\.$/);
    expect(choiceSentences(withChoices(0.05, 0.05, 0.05, 0.1, 0.1))[0]).toContain("the smallest of the 3");
  });

  it("are none without arms, or before anything is chosen", () => {
    expect(choiceSentences(sampleResults())).toEqual([]);
    expect(choiceSentences(sampleResults({ methods: ["hard", arm], finished: 0 }))).toEqual([]);
  });
});

describe("candidates", () => {
  it("are folded into a line of the table", () => {
    const [{ method }] = comparedMethods(results).slice(1);
    expect(method).toBe(arm);
    const text = renderTable(results);
    expect(text).toContain("Candidates of a choice, not compared: smooth:0.05, smooth:0.1, smooth:0.2.");
    expect(text).not.toMatch(/^smooth:0\.05/m);
    expect(text).toContain(`${arm}: α`);
  });
});
