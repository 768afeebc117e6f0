// TypeScript projects that use the packed packages: every way of resolving modules, types checked all through, no DOM.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { beforeAll, describe, expect, it } from "vitest";
import { blocksOfMarkdown } from "../exampleBlocks.ts";
import { pagesOfDocumentation, readText, repositoryFiles } from "../sourceFiles.ts";
import { tarballs, usualProject } from "./project.ts";

const { ModuleKind, ModuleResolutionKind } = ts;

const strict: ts.CompilerOptions = {
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2023.d.ts"],
  types: [],
  skipLibCheck: false,
};
const nodenext = { module: ModuleKind.NodeNext, moduleResolution: ModuleResolutionKind.NodeNext };

/** Entries that hand over to a library of their own, whose types need the browser's. */
const withPeers = ["@softlabel/core/tfjs", "@softlabel/core/jax"];

/** What a package exports to TypeScript for its users, as specifiers of imports. */
function entriesOf(project: string, name: string): string[] {
  const manifest = path.join(project, "node_modules", name, "package.json");
  const { exports } = JSON.parse(readFileSync(manifest, "utf8")) as { exports: Record<string, unknown> };
  return Object.keys(exports)
    .filter((entry) => !entry.endsWith(".json") && !/\/internal(\/|$)/.test(entry))
    .map((entry) => path.posix.join(name, entry));
}

/** The errors of a program of these files, a line each. */
function errorsOf(files: readonly string[], options: ts.CompilerOptions): string[] {
  const program = ts.createProgram(files, { ...strict, ...options });
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start ?? 0).line + 1;
    return `${file?.fileName ?? ""}:${line}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
  });
}

let project = "";
beforeAll(() => void (project = usualProject()));

/** Writes a file into the project. */
function write(name: string, text: string): string {
  const file = path.join(project, name);
  writeFileSync(file, text);
  return file;
}

const importing = (entries: readonly string[]): string =>
  entries.map((entry, i) => `export * as entry${i} from "${entry}";\n`).join("");

describe("a TypeScript project", () => {
  it.each([
    ["node16", { module: ModuleKind.Node16, moduleResolution: ModuleResolutionKind.Node16 }],
    ["nodenext", nodenext],
    ["bundler", { module: ModuleKind.Preserve, moduleResolution: ModuleResolutionKind.Bundler }],
  ])("with module resolution %s finds the types of every entry, without any of the DOM's", (_, options) => {
    const entries = tarballs().flatMap(({ name }) => entriesOf(project, name));
    expect(entries).toEqual(expect.arrayContaining(["softlabel", "@softlabel/engine", ...withPeers]));
    const right = write("entries.ts", importing(entries.filter((entry) => !withPeers.includes(entry))));
    const wrong = write("wrong.ts", 'import { parseMethod } from "@softlabel/core";\nparseMethod(1);\n');
    const expected = [expect.stringContaining("wrong.ts:2: Argument of type 'number'")];
    expect(errorsOf([right, wrong], options)).toEqual(expected);
  });

  it("compiles what the documentation shows, and finds the types of entries beside other libraries", () => {
    const pages = pagesOfDocumentation.flatMap((page) => blocksOfMarkdown(page, readText(page)));
    const examples = repositoryFiles.filter((file) => /^examples\/.*\.ts$/.test(file));
    const texts = [...pages.map(({ code }) => code), ...examples.map(readText)];
    expect(texts.length).toBeGreaterThan(10);
    const files = texts.map((text, i) => write(`snippet${i}.ts`, `${text}\nexport {};\n`));
    const options = {
      ...nodenext,
      // Short snippets leave types of parameters out.
      noImplicitAny: false,
      lib: ["lib.es2023.d.ts", "lib.dom.d.ts"],
      types: ["node"],
      typeRoots: [path.join(project, "node_modules/@types")],
      skipLibCheck: true,
    };
    expect(errorsOf([...files, write("peers.ts", importing(withPeers))], options)).toEqual([]);
  });
});
