// A vitest reporter whose very last line is "N passed, N failed", which continuous integration reads.
import type { Reporter, TestModule } from "vitest/node";

type Tally = { passed: number; failed: number; skipped: number };

function count(modules: readonly TestModule[], errors: readonly unknown[]): Tally {
  const tally = { passed: 0, failed: errors.length, skipped: 0 };
  for (const module of modules) {
    const states = [...module.children.allTests()].map((test) => test.result().state);
    const failed = states.filter((state) => state === "failed").length;
    tally.passed += states.filter((state) => state === "passed").length;
    tally.skipped += states.length - states.filter((state) => state === "passed").length - failed;
    // A file that did not load, or a hook that threw, counts as one failure.
    tally.failed += failed === 0 && module.state() === "failed" ? 1 : failed;
  }
  return tally;
}

export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const { passed, failed, skipped } = count(modules, errors);
    const line = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}\n`;
    process.once("exit", () => process.stdout.write(line));
  }
}
