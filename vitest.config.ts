// Test runner: one project a package, and one for what crosses packages; sources are imported directly.
import { defineConfig } from "vitest/config";

const conditions = ["@softlabel/source"];
const ssr = { resolve: { conditions, externalConditions: conditions } };
const project = (name: string, root: string, include: string, globalSetup: string[] = []) => ({
  resolve: { conditions },
  ssr,
  // Test files share a process, one after another: loading the sources again for each took longer than the tests.
  test: { name, root, include: [include], testTimeout: 60_000, hookTimeout: 60_000, isolate: false, globalSetup },
});

export default defineConfig({
  test: {
    // Half as many as there are, or one less, is what the runner takes by itself: one, on two cores.
    maxWorkers: "100%",
    reporters: ["default", "./scripts/tally.ts"],
    projects: [
      ...["core", "data", "engine", "experiment", "report", "softlabel"].map((name) =>
        project(name, `packages/${name}`, "src/**/*.test.ts"),
      ),
      project("whole", ".", "test/**/*.test.ts", ["test/wholeSetup.ts"]),
    ],
  },
});
