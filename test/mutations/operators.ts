// Ways to make one number wrong: another field, unit, sign or pairing, or a factor in a loss.
import ts from "typescript";

/** A place in a file and what is put there instead. */
export interface Mutation {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** The operator's name. */
  readonly kind: string;
}

/** What an operator says of a node: the texts that could stand in its place, or in that of one of its parts. */
type Operator = (node: ts.Node, checker: ts.TypeChecker) => readonly Replacement[];
interface Replacement {
  readonly node: ts.Node;
  readonly text: string;
}

const isNumber = (node: ts.Node, checker: ts.TypeChecker): boolean =>
  (checker.getTypeAtLocation(node).flags & ts.TypeFlags.NumberLike) !== 0;

/** The other properties of the object that hold the same type, by name. */
function siblings(owner: ts.Type, name: string, at: ts.Node, checker: ts.TypeChecker): string[] {
  const properties = owner.getProperties();
  const typeOf = (symbol: ts.Symbol): string => checker.typeToString(checker.getTypeOfSymbolAtLocation(symbol, at));
  const own = properties.find((symbol) => symbol.name === name);
  if (own === undefined) return [];
  return properties.filter((symbol) => symbol !== own && typeOf(symbol) === typeOf(own)).map((symbol) => symbol.name);
}

/** `scores.ece` reads `scores.brier`; `({ ece }) => ece` likewise. Numbers and intervals only. */
const anotherField: Operator = (node, checker) => {
  const isShown = (type: string): boolean =>
    /^(number|number \| null|readonly \[number, number\]( \| null)?)$/.test(type);
  const typeOf = (at: ts.Node): string => checker.typeToString(checker.getTypeAtLocation(at));
  if (ts.isPropertyAccessExpression(node) && isShown(typeOf(node))) {
    const names = siblings(checker.getTypeAtLocation(node.expression), node.name.text, node, checker);
    return names.map((text) => ({ node: node.name, text }));
  }
  if (ts.isBindingElement(node) && ts.isIdentifier(node.name) && isShown(typeOf(node))) {
    const name = (node.propertyName ?? node.name).getText();
    const others = siblings(checker.getTypeAtLocation(node.parent), name, node, checker);
    return others.map((other) => ({ node, text: `${other}: ${node.name.getText()}` }));
  }
  return [];
};

/** `better: "higher"` becomes "lower", `said("ece")` says "brier": a text of a table, or given to a function, of a type that lists texts. */
const anotherChoice: Operator = (node, checker) => {
  if (!ts.isStringLiteral(node) || !(ts.isPropertyAssignment(node.parent) || ts.isCallExpression(node.parent)))
    return [];
  const type = checker.getContextualType(node);
  if (type?.isUnion() !== true) return [];
  const choices = type.types.filter((choice) => choice.isStringLiteral()).map(({ value }) => value);
  return choices.filter((choice) => choice !== node.text).map((text) => ({ node, text: JSON.stringify(text) }));
};

/** Whether a call writes a number for people: one number (and how) in, text out. */
function isWriting(call: ts.CallExpression, checker: ts.TypeChecker): boolean {
  const signature = checker.getResolvedSignature(call);
  if (signature === undefined || call.arguments.length === 0 || !isNumber(call.arguments[0], checker)) return false;
  return (checker.getReturnTypeOfSignature(signature).flags & ts.TypeFlags.StringLike) !== 0;
}

/** `percent(share)` writes a hundred times as much. */
const anotherUnit: Operator = (node, checker) => {
  if (!ts.isCallExpression(node) || !isWriting(node, checker)) return [];
  const [first] = node.arguments;
  return [{ node: first, text: `100 * (${first.getText()})` }];
};

/** `percent(share)` writes the opposite; `a - b` is `b - a`; `sign: -1` is 1. */
const anotherSign: Operator = (node, checker) => {
  if (ts.isCallExpression(node) && isWriting(node, checker)) {
    const [first] = node.arguments;
    return [{ node: first, text: `-(${first.getText()})` }];
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.MinusToken)
    return [{ node, text: `(${node.right.getText()}) - (${node.left.getText()})` }];
  const isNegative = ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken;
  return isNegative ? [{ node, text: node.operand.getText() }] : [];
};

/** `difference(method, baseline)` is `difference(baseline, method)`: neighbours of one type, numbers apart, change places. */
const anotherPairing: Operator = (node, checker) => {
  if (!ts.isCallExpression(node)) return [];
  const typeOf = (at: ts.Node): string => checker.typeToString(checker.getTypeAtLocation(at));
  return node.arguments.slice(1).flatMap((second, i) => {
    const first = node.arguments[i];
    const isPair = typeOf(first) === typeOf(second) && /\[\]|\{|^[A-Z]\w+$/.test(typeOf(first));
    const text = `${second.getText()}, ${first.getText()}`;
    return isPair ? [{ node: range(first, second), text }] : [];
  });
};

/** The places from one node to another as one. */
function range(first: ts.Node, last: ts.Node): ts.Node {
  return Object.assign(Object.create(first) as ts.Node, {
    getStart: () => first.getStart(),
    getEnd: () => last.getEnd(),
  });
}

/** In a loss: a constant half as large again, a sum a difference, a difference turned round, a sign left out. */
const anotherFactor: Operator = (node) => {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
  if (node.expression.expression.getText() !== "ops") return [];
  const name = node.expression.name;
  const [first, second] = node.arguments;
  switch (name.text) {
    case "constant":
      return first.getText() === "0" ? [] : [{ node: first, text: `1.5 * (${first.getText()})` }];
    case "add":
      return [{ node: name, text: "subtract" }];
    case "subtract":
      return [{ node: range(first, second), text: `${second.getText()}, ${first.getText()}` }];
    case "negate":
      return [{ node, text: first.getText() }];
    default:
      return [];
  }
};

export const operators: Readonly<Record<string, Operator>> = {
  "another field": anotherField,
  "another choice": anotherChoice,
  "another unit": anotherUnit,
  "another sign": anotherSign,
  "another pairing": anotherPairing,
  "another factor": anotherFactor,
};
