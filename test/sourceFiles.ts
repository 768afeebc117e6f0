// The files of this repository as the tests about it see them: found on disk, read and parsed.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

/** The folder that holds package.json and .ci. */
export const repositoryRoot = fileURLToPath(new URL("..", import.meta.url)).replace(/[\\/]$/, "");

/** The packages, by folder name. */
export const packageNames = readdirSync(path.join(repositoryRoot, "packages"))
  .filter((name) => existsSync(path.join(repositoryRoot, "packages", name, "package.json")))
  .sort();

// What is installed, built or generated is nobody's source.
const skippedFolders = new Set(["node_modules", "dist", "coverage", "experiments", "evaluations", "tarballs", ".git"]);
// In a worktree of git's, .git is a file.
const skippedFiles = /\.generated\.ts$|^package-lock\.json$|\.tsbuildinfo$|^\.git$/;

function walk(folder: string): string[] {
  const entries = readdirSync(path.join(repositoryRoot, folder), { withFileTypes: true });
  return entries.flatMap((entry) => {
    const name = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) return skippedFolders.has(entry.name) ? [] : walk(name);
    return entry.isFile() && !skippedFiles.test(entry.name) ? [name] : [];
  });
}

/** Every file that people write here, relative to the root with forward slashes, in alphabetical order. */
export const repositoryFiles: readonly string[] = walk("").sort();

/** Those of `repositoryFiles` in one of the languages we write. */
export const sourceFiles: readonly string[] = repositoryFiles.filter((file) => /\.(ts|js|mjs|cjs|py)$/.test(file));

/** Those of `sourceFiles` that ship: a package's TypeScript, without its tests. */
export const packageSources: readonly string[] = sourceFiles.filter(
  (file) => /^packages\/[^/]+\/src\/.*\.ts$/.test(file) && !isTest(file),
);

/** The pages that users read: what they show is run. */
export const pagesOfDocumentation: readonly string[] = repositoryFiles.filter((file) =>
  /^(packages\/[^/]+\/|bench\/|examples\/)?README\.md$|^(docs|site\/pages)\/.*\.md$/.test(file),
);

/** Whether the file is a test or only serves tests. */
export function isTest(file: string): boolean {
  return /\.(test|fixtures)\.ts$/.test(file) || file.startsWith("test/");
}

/** The text of a file named relative to the root. */
export function readText(file: string): string {
  return readFileSync(path.join(repositoryRoot, file), "utf8");
}

/** The JSON document in a file named relative to the root; the caller says what it holds. */
export function readJson<Content>(file: string): Content {
  return JSON.parse(readText(file)) as Content;
}

/** The syntax tree of a file named relative to the root, or of `text` under that name. */
export function parse(file: string, text = readText(file)): ts.SourceFile {
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
}

/** Every node below `root`, itself included, parents before children. */
export function nodesOf(root: ts.Node): ts.Node[] {
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    nodes.push(node);
    ts.forEachChild(node, visit);
  };
  visit(root);
  return nodes;
}

/** The line of a node's first character, counted from 1. */
export function lineOf(node: ts.Node): number {
  const source = node.getSourceFile();
  return source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
}
