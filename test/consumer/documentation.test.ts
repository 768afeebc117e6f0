// Everything that documentation shows is run as a reader would run it: with the packed packages, in a folder per page.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync } from "node:fs";
import path from "node:path";
import type { CommanderError } from "commander";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createProgram } from "../../packages/softlabel/src/cli/program.ts";
import { needs, python } from "../prerequisites.ts";
import { pagesOfDocumentation, readText, repositoryFiles, repositoryRoot } from "../sourceFiles.ts";
import { runCommand, startSnippets, usualProject } from "./project.ts";
import { writeSampleFiles } from "./sampleFiles.ts";
import {
  blocksOf,
  commandsInSentences,
  commandsOf,
  wordsOf,
  type PageBlock,
  type ShownCommand,
} from "./shellBlocks.ts";

const scripts = ["ts", "js"];
/** What is shown and not run: results and formulas. */
const shownOnly = ["", "json"];

let project = "";
let snippets: ReturnType<typeof startSnippets>;
beforeAll(() => {
  project = usualProject();
  snippets = startSnippets();
});
afterAll(() => snippets.end());

async function runBlock({ file, line, language, text, added }: PageBlock, folder: string): Promise<void> {
  if (scripts.includes(language))
    return void (await snippets.run({ project, folder, block: { file, line, code: text } }));
  for (const command of commandsOf({ file, line, text })) {
    const { code, errors } = await runCommand(project, [...command.words, ...added], folder);
    expect(code, `${file}:${command.line}: ${errors}`).toBe(0);
  }
}

const pages = pagesOfDocumentation.map((file) => ({ file, blocks: blocksOf(file, readText(file)) }));
const run = pages.map(({ file, blocks }) => {
  return { file, blocks: blocks.filter(({ language }) => language === "sh" || scripts.includes(language)) };
});

describe.each(run.filter(({ blocks }) => blocks.length > 0))("$file", ({ file, blocks }) => {
  let folder = "";
  beforeAll(async () => {
    folder = path.join(project, "pages", file.replaceAll(/\W/g, "-"));
    mkdirSync(folder, { recursive: true });
    if (blocks.some(({ language }) => language === "sh")) await writeSampleFiles(folder);
  });

  it.each(blocks.map((block) => [`${block.language}:${block.line}`, block] as const))("%s", async (_, block) => {
    await runBlock(block, folder);
  });
});

describe("Python", needs("numpy"), () => {
  const prelude = readText("test/consumer/snippets.py");
  const blocks = pages.flatMap((page) => page.blocks).filter(({ language }) => language === "python");

  it.each(blocks.map((block) => [`${block.file}:${block.line}`, block] as const))("%s", async (_, block) => {
    const folder = mkdtempSync(path.join(project, "python-"));
    execFileSync(python, ["-c", `${prelude}\n${block.text}`], { cwd: folder, stdio: "pipe" });
    for (const file of readdirSync(folder)) {
      const { code, errors } = await runCommand(project, ["evaluate", file], folder);
      expect(code, `${file}: ${errors}`).toBe(0);
    }
  });

  it("leaves files to evaluate, as the page on that says", () => {
    const written = readdirSync(project).filter((name) => name.startsWith("python-"));
    const files = written.flatMap((name) => readdirSync(path.join(project, name)));
    expect(files.filter((name) => /\.(npz|csv)$/.test(name)).length).toBeGreaterThan(3);
  });
});

describe("examples", () => {
  const files = repositoryFiles.filter((file) => /^examples\/.*\.ts$/.test(file));
  it.each(files)("%s", async (file) => {
    await snippets.run({ project, folder: repositoryRoot, block: { file, line: 1, code: readText(file) } });
  });
});

describe("pages", () => {
  it("are those of the repository, the documentation and the packages", () =>
    expect(pagesOfDocumentation).toEqual(
      expect.arrayContaining(["README.md", "docs/data.md", "packages/core/README.md"]),
    ));

  it("say of every block what it is, so that no command escapes", () => {
    const all = pages.flatMap(({ blocks }) => blocks);
    const known = new Set(["sh", "python", ...scripts, ...shownOnly]);
    const unknown = all.filter(({ language }) => !known.has(language));
    const escaped = all.filter(({ language, text }) => language === "" && /^(npx|npm|softlabel|node) /m.test(text));
    expect([...unknown, ...escaped].map(({ file, line }) => `${file}:${line}`)).toEqual([]);
  });
});

/** What the command line says of words, nothing where it takes them; what stands for something else need not be complete. */
async function refusal({ words }: ShownCommand): Promise<string | undefined> {
  const program = createProgram().configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
  for (const command of program.commands) command.configureOutput(program.configureOutput()).action(() => undefined);
  try {
    await program.parseAsync(words, { from: "user" });
    return undefined;
  } catch (error) {
    const { code, message } = error as CommanderError;
    return /missingArgument|help/i.test(code) ? undefined : message;
  }
}

describe("commands within sentences", () => {
  const shown = pagesOfDocumentation.flatMap((file) => commandsInSentences(file, readText(file)));

  it.each(shown.map((command) => [`${command.file}:${command.line} ${command.words.join(" ")}`, command] as const))(
    "%s",
    async (_, command) => expect(await refusal(command)).toBeUndefined(),
  );

  it.each(["compare x --smoothing 0.1", "compar x"])("would be refused if wrong: %s", async (text) => {
    expect(await refusal({ file: "", line: 1, words: wordsOf(text) })).toMatch(/unknown (option|command)/);
  });
});

describe("the way blocks are read", () => {
  const page =
    'One:\n\n<!-- tests add: --epochs 1 "a b" -->\n\n```sh\n# a remark\nnpm i softlabel\nnpx softlabel compare "a b.csv"\n```\n';

  it("finds commands, with what tests add", () => {
    const [block] = blocksOf("a.md", page);
    expect(block).toMatchObject({ line: 6, language: "sh", added: ["--epochs", "1", "a b"] });
    expect(commandsOf(block)).toEqual([{ file: "a.md", line: 8, words: ["compare", "a b.csv"] }]);
  });

  it("names a line that it cannot run", () => {
    const [block] = blocksOf("a.md", "```sh\ncurl x | sh\n```\n");
    expect(() => commandsOf(block)).toThrow('a.md:2: tests cannot run "curl x | sh"');
  });

  it("finds commands in sentences, over ends of lines", () => {
    expect(commandsInSentences("a.md", "x\n`softlabel train\nDATA --seed 1` and `--epochs`.\n")).toEqual([
      { file: "a.md", line: 2, words: ["train", "DATA", "--seed", "1"] },
    ]);
  });
});
