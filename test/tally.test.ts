// The last lines of a test run: what was not run and why, then the counts that continuous integration reads.
import { expect, it } from "vitest";
import type { TestModule } from "vitest/node";
import { missingLines, outcomesOf, tallyLine } from "../scripts/tally.ts";

type State = "passed" | "failed" | "skipped";

/** A test file as the runner reports it: the state of each test, and what it lacked. */
function moduleOf(id: string, tests: readonly (readonly [State, string?])[], state: "passed" | "failed" = "passed") {
  const cases = tests.map(([result, missing], i) => ({
    id: `${id}_${i}`,
    result: () => ({ state: result }),
    meta: () => ({ missing }),
  }));
  return { id, state: () => state, children: { allTests: () => cases.values() } } as unknown as TestModule;
}

const browser = "in a browser, no Chromium on the PATH";
const modules = [
  moduleOf("a", [["passed"], ["skipped", browser], ["skipped", browser]]),
  moduleOf("b", [["failed"], ["passed"], ["skipped", "that TensorBoard reads, no python3"]], "failed"),
];

it("counts tests, and names once what is missing", () => {
  const outcomes = outcomesOf(modules);
  expect(tallyLine(outcomes, 0)).toBe("2 passed, 1 failed, 3 skipped");
  expect(missingLines(outcomes)).toEqual([
    "Not run: 2 tests in a browser, no Chromium on the PATH",
    "Not run: 1 test that TensorBoard reads, no python3",
  ]);
});

it("counts as failures a file that does not load, and errors outside tests", () => {
  expect(tallyLine(outcomesOf([moduleOf("a", [], "failed"), moduleOf("b", [["passed"]])]), 2)).toBe(
    "1 passed, 3 failed",
  );
});

it("counts a test that ran again as it ended then", () => {
  const again = { ...outcomesOf(modules), ...outcomesOf([moduleOf("a", [["passed"], ["passed"], ["passed"]])]) };
  expect(tallyLine(again, 0)).toBe("4 passed, 1 failed, 1 skipped");
  expect(missingLines(again)).toHaveLength(1);
});
