// A vitest reporter that ends with what was not run and why, and "N passed, N failed", which continuous integration reads.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { Reporter, TestModule } from "vitest/node";

/** How a test ended, and what was missing where it was not run. */
interface Outcome {
  readonly state: "passed" | "failed" | "skipped";
  readonly missing?: string | undefined;
}

type Outcomes = Readonly<Record<string, Outcome>>;

/** Every test by its id; a file that did not load, or a hook that threw, is one failure. */
export function outcomesOf(modules: readonly TestModule[]): Outcomes {
  const outcomes: Record<string, Outcome> = {};
  for (const module of modules) {
    const tests = [...module.children.allTests()];
    for (const test of tests) {
      const { state } = test.result();
      const settled = state === "passed" || state === "failed" ? state : "skipped";
      outcomes[test.id] = { state: settled, missing: test.meta().missing };
    }
    const failed = tests.some(({ id }) => outcomes[id].state === "failed");
    if (!failed && module.state() === "failed") outcomes[module.id] = { state: "failed" };
  }
  return outcomes;
}

/** One line per thing that was missing. */
export function missingLines(outcomes: Outcomes): string[] {
  const counts = new Map<string, number>();
  for (const { state, missing } of Object.values(outcomes)) {
    if (state === "skipped" && missing !== undefined) counts.set(missing, (counts.get(missing) ?? 0) + 1);
  }
  return [...counts].map(([missing, count]) => `Not run: ${count} test${count === 1 ? "" : "s"} ${missing}`);
}

/** "N passed, N failed[, N skipped]". */
export function tallyLine(outcomes: Outcomes, errors: number): string {
  const count = (wanted: Outcome["state"]) => Object.values(outcomes).filter(({ state }) => state === wanted).length;
  const skipped = count("skipped");
  return `${count("passed")} passed, ${count("failed") + errors} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/** Outcomes that an earlier run left in a file; none where there is no file. */
function outcomesIn(file: string | undefined): Outcomes {
  return file !== undefined && existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Outcomes) : {};
}

/** With $SOFTLABEL_TALLY, the file of an earlier run, the last lines are of both; a test that ran again counts as it did then. */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const file = process.env["SOFTLABEL_TALLY"];
    const outcomes = { ...outcomesIn(file), ...outcomesOf(modules) };
    if (file !== undefined) writeFileSync(file, JSON.stringify(outcomes));
    const lines = [...missingLines(outcomes), tallyLine(outcomes, errors.length)];
    process.once("exit", () => process.stdout.write(`${lines.join("\n")}\n`));
  }
}
