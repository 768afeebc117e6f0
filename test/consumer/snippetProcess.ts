// A process of its own that runs snippets as files of a project: in the test runner, packages would be found as sources.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { ExampleBlock } from "../exampleBlocks.ts";
import { runExample } from "../runExample.ts";

/** What the process is sent. */
export interface SnippetRequest {
  readonly project: string;
  /** The folder it runs in. */
  readonly folder: string;
  readonly block: ExampleBlock;
}

/** What it answers: the number of values compared, or why it failed. */
export type SnippetAnswer = { readonly compared: number } | { readonly error: string };

async function answer({ project, folder, block }: SnippetRequest): Promise<SnippetAnswer> {
  process.chdir(folder);
  // A module of the project: what it imports is found as the project's own imports are, not as `require` would.
  const importer = path.join(project, "importer.mjs");
  writeFileSync(importer, "export default (specifier) => import(specifier);\n");
  const { default: importThere } = (await import(pathToFileURL(importer).href)) as {
    readonly default: (specifier: string) => Promise<unknown>;
  };
  try {
    return { compared: await runExample(block, importThere) };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

process.on("message", (request: SnippetRequest) => {
  void answer(request).then((result) => process.send?.(result));
});
