// Measures files and functions, and finds what no file may contain.
import ts from "typescript";
import { isTest, lineOf, nodesOf, parse } from "./sourceFiles.ts";

/** The number of lines; a newline at the end begins no further one. */
export function countLines(text: string): number {
  return text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
}

/** A function of a file: where it begins, and its lines from signature to closing brace. */
export interface FunctionLength {
  readonly name: string;
  readonly line: number;
  readonly lines: number;
}

/** The functions of a file, those inside others included; short inline callbacks (`x => x + 1`) are expressions. */
export function functionLengths(file: string, text: string): FunctionLength[] {
  return nodesOf(parse(file, text)).flatMap((node) => {
    if (!isFunction(node) || isInlineExpression(node) || isDescribeBody(node)) return [];
    const source = node.getSourceFile();
    const last = source.getLineAndCharacterOfPosition(node.end).line + 1;
    return [{ name: nameOf(node), line: lineOf(node), lines: last - lineOf(node) + 1 }];
  });
}

type FunctionNode = ts.FunctionLikeDeclaration & { body: ts.ConciseBody };

function isFunction(node: ts.Node): node is FunctionNode {
  return ts.isFunctionLike(node) && "body" in node && node.body !== undefined;
}

/** A function under no name of its own, without statements, on one line. */
function isInlineExpression(node: FunctionNode): boolean {
  if (!ts.isArrowFunction(node) || ts.isBlock(node.body) || isNamed(node)) return false;
  return !node.getText().includes("\n");
}

function isNamed(node: FunctionNode): boolean {
  const { parent } = node;
  return node.name !== undefined || ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent);
}

/** The body of a `describe` is a heading over tests; each test in it is measured. */
function isDescribeBody(node: FunctionNode): boolean {
  const { parent } = node;
  return isTest(node.getSourceFile().fileName) && ts.isCallExpression(parent) && /^describe\b/.test(parent.getText());
}

function nameOf(node: FunctionNode): string {
  const named = node.name ?? ("name" in node.parent ? node.parent.name : undefined);
  if (named !== undefined) return named.getText();
  return ts.isConstructorDeclaration(node) ? "constructor" : "(callback)";
}

/** Something a file may not contain, at a line. */
export interface Finding {
  readonly line: number;
  readonly what: string;
}

// Written so that these lines do not find themselves.
const forbiddenText: readonly (readonly [string, RegExp])[] = [
  ["an unfinished-work mark", /\b(TO[D]O|FIX[M]E|X[X]X)\b/],
  ["a switched-off type check", /@ts-(ig[n]ore|exp[e]ct-error|noch[e]ck)/],
  ["an absolute path of a machine", /(?<![\w.~/*-])(\/(home|root|Users|opt|mnt|tmp|srv|[w]ork)\/\w|[A-Z]:\\\w)/],
];

/** What no text may contain: marks of unfinished work, switched-off checks, paths of one machine. */
export function findForbiddenText(text: string): Finding[] {
  return text.split("\n").flatMap((content, index) => {
    const found = forbiddenText.filter(([, pattern]) => pattern.test(content));
    return found.map(([what]) => ({ line: index + 1, what: `${what}: ${content.trim()}` }));
  });
}

const testFunctions = new Set(["it", "test", "describe", "suite", "bench"]);
const switchedOff = new Set(["skip", "only", "todo"]);
// The last lines of a run name what was missing: only `needs` of prerequisites.ts tells them.
const silentlySkipped = new Set(["skipIf", "runIf"]);

/** What no TypeScript may contain: the type `any`, and tests that are switched off or on alone. */
export function findForbiddenCode(file: string, text: string): Finding[] {
  return nodesOf(parse(file, text)).flatMap((node): Finding[] => {
    const line = lineOf(node);
    if (node.kind === ts.SyntaxKind.AnyKeyword) return [{ line, what: "the type any" }];
    if (!ts.isPropertyAccessExpression(node) || !ts.isIdentifier(node.expression)) return [];
    if (!testFunctions.has(node.expression.text)) return [];
    if (silentlySkipped.has(node.name.text))
      return [{ line, what: `${node.getText()}; use needs of test/prerequisites.ts` }];
    return switchedOff.has(node.name.text) ? [{ line, what: `a switched-off test: ${node.getText()}` }] : [];
  });
}

/** Whether the file begins with one line of comment that says what it is (after the interpreter line, if it has one). */
export function hasHeader(file: string, text: string): boolean {
  const [first, second = ""] = text.replace(/^#!.*\n/, "").split("\n");
  const mark = file.endsWith(".py") ? "# " : "// ";
  return first.startsWith(mark) && first.length > mark.length && !second.startsWith(mark);
}

/** The value below which the share `p` of `values` is (the nearest rank). */
export function quantile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] ?? 0;
}
