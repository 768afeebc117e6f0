// Runs an example of the documentation and compares the values it promises: `expression; // => expected`.
import vm from "node:vm";
import ts from "typescript";
import type { ExampleBlock } from "./exampleBlocks.ts";

const expectation = /^\/\/ => ?(.*)$/;

/** What a compiled block calls: how it imports, and what it does with `actual; // => expected`. */
interface ExampleHost {
  load(specifier: string): Promise<unknown>;
  compare(actual: unknown, expected: unknown, line: number): void;
}

/** An import as an assignment from the host's `load`; an import of types as nothing. */
function rewriteImport(node: ts.ImportDeclaration): string {
  const { importClause } = node;
  const loaded = `await host.load(${node.moduleSpecifier.getText()})`;
  if (importClause === undefined) return `${loaded};`;
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return "";
  const { name, namedBindings: bindings } = importClause;
  const parts = name === undefined ? [] : [`default: ${name.text}`];
  if (bindings !== undefined && ts.isNamespaceImport(bindings)) return `const ${bindings.name.text} = ${loaded};`;
  const values = (bindings?.elements ?? []).filter((element) => !element.isTypeOnly);
  parts.push(...values.map((element) => element.getText().replace(" as ", ": ")));
  return `const { ${parts.join(", ")} } = ${loaded};`;
}

/** The text after `// =>` behind a statement. */
function expectedAfter(source: ts.SourceFile, node: ts.Statement): string | undefined {
  const comments = ts.getTrailingCommentRanges(source.text, node.end) ?? [];
  const texts = comments.map(({ pos, end }) => expectation.exec(source.text.slice(pos, end))?.[1]);
  return texts.find((text) => text !== undefined);
}

function rewriteStatement(source: ts.SourceFile, node: ts.Statement, firstLine: number): string {
  if (ts.isImportDeclaration(node)) return rewriteImport(node);
  const expected = expectedAfter(source, node);
  if (expected === undefined) return node.getText();
  const line = source.getLineAndCharacterOfPosition(node.getStart()).line + firstLine;
  if (!ts.isExpressionStatement(node)) throw new SyntaxError(`line ${line}: "// =>" must follow an expression`);
  return `host.compare((${node.expression.getText()}), (${expected}), ${line});`;
}

/** The block as a function of its host. */
export function compileExample({ file, line, code }: ExampleBlock): (host: ExampleHost) => Promise<void> {
  const source = ts.createSourceFile("example.ts", code, ts.ScriptTarget.Latest, true);
  const body = source.statements.map((statement) => rewriteStatement(source, statement, line)).join("\n");
  const compared = body.split("host.compare(").length - 1;
  const promised = code.split("// =>").length - 1;
  if (compared !== promised) {
    throw new SyntaxError(`${file}:${line}: ${promised} lines have "// =>", but only ${compared} end a statement`);
  }
  const target = ts.ScriptTarget.ES2022;
  const wrapped = ts.transpileModule(`(async (host) => {\n${body}\n})`, { compilerOptions: { target } });
  return vm.runInThisContext(wrapped.outputText, `${file}:${line}`) as (host: ExampleHost) => Promise<void>;
}

const importHere = (specifier: string): Promise<unknown> => import(/* @vite-ignore */ specifier) as Promise<unknown>;

/**
 * Runs a block; resolves to the number of values it compared, and rejects at the first that differs.
 * @param load how it imports; the sources of this repository where left out
 */
export async function runExample(block: ExampleBlock, load = importHere): Promise<number> {
  let compared = 0;
  await compileExample(block)({
    load,
    compare(actual, expected, line) {
      compared += 1;
      const difference = findDifference(actual, expected);
      if (difference !== undefined) throw new Error(`${block.file}:${line}: ${difference}`);
    },
  });
  return compared;
}

const tolerance = 1e-6;

function findDifference(actual: unknown, expected: unknown, where = "value"): string | undefined {
  const unlike = `${where}: expected ${show(expected)}, got ${show(actual)}`;
  if (typeof actual === "number" && typeof expected === "number") {
    const near = Object.is(actual, expected) || Math.abs(actual - expected) <= tolerance;
    return near || actual === expected ? undefined : unlike;
  }
  const [left, right] = [entriesOf(actual), entriesOf(expected)];
  if (left === undefined || right === undefined) return Object.is(actual, expected) ? undefined : unlike;
  if (left.size !== right.size || isList(actual) !== isList(expected)) return unlike;
  for (const [key, value] of right) {
    if (!left.has(key)) return unlike;
    const difference = findDifference(left.get(key), value, `${where}[${String(key)}]`);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

/** An array, plain or typed: examples write both as `[1, 2]`. */
function isList(value: unknown): boolean {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}

/** The parts of an object, array, map or set by key; nothing for a plain value. */
function entriesOf(value: unknown): Map<unknown, unknown> | undefined {
  if (value instanceof Map || value instanceof Set) return new Map(value.entries());
  return typeof value === "object" && value !== null ? new Map(Object.entries(value)) : undefined;
}

function show(value: unknown): string {
  if (typeof value === "object" && value !== null) return JSON.stringify(value);
  return String(value);
}
