// Every numbered example runs, and gives what its comments say.
import { describe, it } from "vitest";
import { runExample } from "./runExample.ts";
import { readText, repositoryFiles } from "./sourceFiles.ts";

describe("examples", () => {
  const files = repositoryFiles.filter((file) => /^examples\/.*\.ts$/.test(file));
  it.each(files)("%s", async (file) => {
    await runExample({ file, line: 1, code: readText(file) });
  });
});
