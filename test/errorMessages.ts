// Finds the places where sources word an error, and whether the words will hold a value.
import ts from "typescript";
import { lineOf, nodesOf, parse } from "./sourceFiles.ts";

/** A place that words an error. */
export interface ErrorMessage {
  readonly line: number;
  readonly text: string;
  /** Whether what is printed depends on the situation: a value, not only fixed words. */
  readonly printsValue: boolean;
}

/** In core's check.ts, where *expected* stands among the arguments; *got* is next. */
const expectedArgument: Readonly<Record<string, number>> = { fail: 1, check: 2 };

/** A literal is the same in every message; anything else is a value of the situation. */
function isFixed(node: ts.Expression | undefined): boolean {
  if (node === undefined || ts.isLiteralExpression(node) || node.getText() === "undefined") return true;
  return ts.isBinaryExpression(node) && isFixed(node.left) && isFixed(node.right);
}

/** `{ cause }`: kept for debugging, printed nowhere in the message. */
function isCause(node: ts.Expression): boolean {
  return (
    ts.isObjectLiteralExpression(node) && node.properties.every((property) => property.name?.getText() === "cause")
  );
}

function ofThrow(node: ts.ThrowStatement): ErrorMessage[] {
  // `throw error` passes on what others worded.
  if (!ts.isNewExpression(node.expression) && !ts.isCallExpression(node.expression)) return [];
  const given = node.expression.arguments ?? [];
  const printsValue = given.some((argument) => !isFixed(argument) && !isCause(argument));
  return [{ line: lineOf(node), text: node.getText(), printsValue }];
}

function ofCall(node: ts.CallExpression): ErrorMessage[] {
  if (!ts.isIdentifier(node.expression) || !(node.expression.text in expectedArgument)) return [];
  const first = expectedArgument[node.expression.text];
  const printsValue = node.arguments.slice(first, first + 2).some((argument) => !isFixed(argument));
  return [{ line: lineOf(node), text: node.getText(), printsValue }];
}

/** The errors that a source text words: `throw new …`, `fail(…)` and `check(…)`. */
export function errorMessages(file: string, text?: string): ErrorMessage[] {
  return nodesOf(parse(file, text)).flatMap((node) => {
    if (ts.isThrowStatement(node)) return ofThrow(node);
    return ts.isCallExpression(node) ? ofCall(node) : [];
  });
}
