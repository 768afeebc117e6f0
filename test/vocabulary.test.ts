// Sources, messages and pages are written in plain words.
import { describe, expect, it } from "vitest";
import { sourceFiles, repositoryFiles } from "./sourceFiles.ts";
import { vocabulary, wordingsIn, wordingsInFiles } from "./vocabulary.ts";

/** The table of wordings has each of them as an example. */
const table = /^test\/vocabulary\./;

const written = [...sourceFiles, ...repositoryFiles.filter((file) => file.endsWith(".md"))];
const files = written.filter((file) => !table.test(file));

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
