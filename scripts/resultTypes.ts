// The types of results.json as TypeScript's checker sees them: what the schema and its page are made from.
import { fileURLToPath } from "node:url";
import { metricTable, type MetricKey } from "@softlabel/core";
import { describeMetric } from "@softlabel/core/internal";
import ts from "typescript";

const root = fileURLToPath(new URL("../packages/experiment/src/results/results.ts", import.meta.url));

/** A field of a type. */
export interface ResultField {
  readonly name: string;
  readonly documentation: string;
  readonly optional: boolean;
  readonly type: ts.Type;
}

/** A type with a name, and its fields. */
export interface ResultType {
  readonly name: string;
  readonly documentation: string;
  readonly fields: readonly ResultField[];
}

function readProgram(): { checker: ts.TypeChecker; source: ts.SourceFile } {
  const base = fileURLToPath(new URL("../tsconfig.base.json", import.meta.url));
  const { config } = ts.readConfigFile(base, (file) => ts.sys.readFile(file)) as { config: unknown };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, "");
  const program = ts.createProgram([root], { ...options, composite: false, noEmit: true });
  return { checker: program.getTypeChecker(), source: program.getSourceFile(root)! };
}

const { checker, source } = readProgram();

const documentationOf = (symbol: ts.Symbol): string =>
  ts.displayPartsToString(symbol.getDocumentationComment(checker)).replace(/\s+/g, " ").trim();

/** The name of a type that has fields of its own. */
export function nameOf(type: ts.Type): string | undefined {
  const symbol = type.getSymbol();
  const isInterface = symbol !== undefined && (symbol.flags & ts.SymbolFlags.Interface) !== 0;
  return isInterface && !isList(type) && checker.getIndexInfosOfType(type).length === 0 ? symbol.name : undefined;
}

/** Whether a type is an array or a tuple. */
export function isList(type: ts.Type): boolean {
  return checker.isArrayType(type) || checker.isTupleType(type);
}

/** The types of a list's items, and how many there are where that is fixed. */
export function itemsOf(type: ts.Type): { types: readonly ts.Type[]; fixed: boolean } {
  return { types: checker.getTypeArguments(type as ts.TypeReference), fixed: checker.isTupleType(type) };
}

/** The type of the values of a record by any name. */
export function valueOf(type: ts.Type): ts.Type | undefined {
  return checker.getIndexTypeOfType(type, ts.IndexKind.String);
}

function fieldOf(symbol: ts.Symbol): ResultField {
  const optional = (symbol.flags & ts.SymbolFlags.Optional) !== 0;
  const type = checker.getTypeOfSymbolAtLocation(symbol, source);
  // Scores are typed by the table of metrics, which holds their words, too.
  const ofMetric = symbol.name in metricTable ? describeMetric(symbol.name as MetricKey) : "";
  const documentation = documentationOf(symbol) || ofMetric;
  return { name: symbol.name, documentation, optional, type };
}

/** The alternatives of a type; what stands for an absent field is none. */
export function alternativesOf(type: ts.Type): readonly ts.Type[] {
  const all = type.isUnion() ? type.types : [type];
  return all.filter((each) => (each.flags & ts.TypeFlags.Undefined) === 0);
}

/** The types directly within a type. */
function partsOf(type: ts.Type): readonly ts.Type[] {
  if (isList(type)) return itemsOf(type).types;
  const value = valueOf(type);
  return value === undefined ? [] : [value];
}

/** Every named type that is reached from a type, each once, those nearer first. */
function collect(type: ts.Type, found: Map<string, ResultType>): void {
  for (const each of alternativesOf(type)) {
    const name = nameOf(each);
    if (name === undefined) partsOf(each).forEach((part) => collect(part, found));
    else if (!found.has(name)) {
      const fields = each.getProperties().map(fieldOf);
      found.set(name, { name, documentation: documentationOf(each.getSymbol()!), fields });
      fields.forEach((field) => collect(field.type, found));
    }
  }
}

/** The document's type first, then all that it holds. */
export function resultTypes(): ResultType[] {
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(source)!);
  const results = exported.find(({ name }) => name === "Results")!;
  const found = new Map<string, ResultType>();
  collect(checker.getDeclaredTypeOfSymbol(results), found);
  return [...found.values()];
}
