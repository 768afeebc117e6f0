// A process of its own that runs snippets as files of a project: in the test runner, packages would be found as sources.
import { createRequire } from "node:module";
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
  const { resolve } = createRequire(path.join(project, "index.js"));
  const importThere = (specifier: string): Promise<unknown> => {
    const found = resolve(specifier);
    return import(path.isAbsolute(found) ? pathToFileURL(found).href : found) as Promise<unknown>;
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
