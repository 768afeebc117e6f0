// Sources, messages and pages are written in plain words.
import { describe, expect, it } from "vitest";
import { sourceFiles, repositoryFiles } from "./sourceFiles.ts";
import { vocabulary, wordingsIn, wordingsInFiles } from "./vocabulary.ts";

/** The parts of the repository whose words are plain already; in the end all of it. */
const covered = [
  "packages/core/",
  "examples/",
  "bench/",
  "scripts/",
  "packages/experiment/",
  "packages/report/",
  "packages/softlabel/",
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  "docs/commands.md",
  "docs/evaluate.md",
  "docs/experiments.md",
  "docs/imbalance.md",
  "docs/models.md",
  "docs/predict.md",
  "docs/queue.md",
  "docs/replications.md",
  "docs/report.md",
  "docs/claims.md",
  "docs/conventions.md",
  "docs/core.md",
  "docs/data.md",
  "docs/decisions.md",
  "docs/methods.md",
  "docs/results.md",
  "docs/sources.md",
  "docs/verdicts.md",
];

/** The table of wordings has each of them as an example. */
const table = /^test\/vocabulary\./;

const written = [...sourceFiles, ...repositoryFiles.filter((file) => file.endsWith(".md"))];
const files = written.filter((file) => covered.some((place) => file.startsWith(place)) && !table.test(file));

describe("vocabulary", () => {
  it.each(vocabulary)("finds $example", ({ better, example }) => {
    expect(wordingsIn(example).map((finding) => finding.better)).toContain(better);
  });

  it("finds what is wrapped in a comment, and says in which line", () => {
    expect(wordingsIn("/**\n * At each\n * step, one value\n * a row.\n */")).toEqual([
      { line: 3, found: "one value * a row", better: "one … per …" },
    ]);
  });

  it.each(["differ from each other", "there is no such file", "is no longer", "names a row", "one value per row"])(
    "leaves %s",
    (text) => {
      expect(wordingsIn(text)).toEqual([]);
    },
  );

  it("is plain everywhere", () => {
    expect(files.length).toBeGreaterThan(0);
    expect(wordingsInFiles(files)).toEqual([]);
  });
});
