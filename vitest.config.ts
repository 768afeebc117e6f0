// Test runner: one project a package, and one for what crosses packages; sources are imported directly.
import { defineConfig } from "vitest/config";

const conditions = ["@softlabel/source"];
const ssr = { resolve: { conditions, externalConditions: conditions } };
const project = (name: string, root: string, include: string) => ({
  resolve: { conditions },
  ssr,
  test: { name, root, include: [include], testTimeout: 60_000 },
});

export default defineConfig({
  test: {
    reporters: ["default", "./scripts/tally.ts"],
    projects: [
      ...["core", "engine", "softlabel"].map((name) => project(name, `packages/${name}`, "src/**/*.test.ts")),
      project("whole", ".", "test/**/*.test.ts"),
    ],
  },
});
