// Finds every public function, class or method that takes an options object, from the types that the packages declare.
import ts from "typescript";
import { publicEntries } from "./publicExports.ts";

/** A function with options: how to reach it, and where they stand. */
export interface OptionFunction {
  /** What is imported: "@softlabel/core/kernels". */
  readonly entry: string;
  /** Names from the module to the function: ["asPrinted", "lsr"], ["Trainer", "prototype", "predict"]. */
  readonly path: readonly string[];
  /** The place of the options among the parameters. */
  readonly index: number;
  readonly isConstructor: boolean;
  /** The options' type, as it is written. */
  readonly type: string;
}

/** Types with members that may be left out, but which are data: made by one function and handed to another. */
const dataTypes = new Set([
  "Checkpoint",
  "Evaluation",
  "LinearHead",
  "Method",
  "Model",
  "NamedRow",
  "Node",
  "Range",
  "Results",
  "VectorScaling",
]);

const isOurs = (declaration: ts.Declaration | undefined): boolean =>
  declaration !== undefined && !declaration.getSourceFile().fileName.includes("/node_modules/");

/** Whether it is one of `dataTypes`, or a part of one. */
const isData = (type: ts.Type): boolean =>
  [type, ...(type.aliasTypeArguments ?? [])].some(({ symbol }) => dataTypes.has(symbol?.name ?? ""));

/** An object of names and values, of which one at least may be left out, or that is called options. */
function isOptions(type: ts.Type, name: string): boolean {
  if (type.isUnion()) return false;
  const properties = type.getProperties();
  const object = (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) !== 0;
  if (!object || properties.length === 0 || !properties.every((property) => isOurs(property.declarations?.[0])))
    return false;
  if (type.getCallSignatures().length > 0 || type.isClass() || isData(type)) return false;
  const optional = properties.some((property) => (property.flags & ts.SymbolFlags.Optional) !== 0);
  return optional || /options$/i.test(name) || /Options$/.test(type.aliasSymbol?.name ?? type.symbol?.name ?? "");
}

/** The signatures below a name: its own, those of its class's static and other methods, those of functions in an object. */
function signaturesOf(checker: ts.TypeChecker, type: ts.Type, at: readonly string[]): Found[] {
  const own = type.getCallSignatures().map((signature) => ({ path: at, signature, isConstructor: false }));
  const isPrivate = ({ declaration }: ts.Signature): boolean =>
    declaration !== undefined && (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Private) !== 0;
  const constructors = type.getConstructSignatures();
  const made = constructors.map((signature) => ({ path: at, signature, isConstructor: true }));
  const members = (of: ts.Type, place: readonly string[]): Found[] =>
    of.getProperties().flatMap((member) => {
      if (member.name === "prototype" || !isOurs(member.declarations?.[0])) return [];
      const signatures = checker.getTypeOfSymbol(member).getCallSignatures();
      return signatures.map((signature) => ({ path: [...place, member.name], signature, isConstructor: false }));
    });
  const instance = constructors.slice(0, 1).flatMap((one) => members(one.getReturnType(), [...at, "prototype"]));
  return [...own, ...made.filter(({ signature }) => !isPrivate(signature)), ...members(type, at), ...instance];
}

interface Found {
  readonly path: readonly string[];
  readonly signature: ts.Signature;
  readonly isConstructor: boolean;
}

/** Whether it is exported for more than its type. */
const isValue = ({ declarations = [] }: ts.Symbol): boolean =>
  !declarations.some((one) => ts.isExportSpecifier(one) && (one.isTypeOnly || one.parent.parent.isTypeOnly));

/** Every public function with options. */
export function optionFunctions(): OptionFunction[] {
  const { checker, entries } = publicEntries();
  return entries.flatMap(({ specifier, symbols }) =>
    symbols.filter(isValue).flatMap((exported) => {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
      if (symbol.valueDeclaration === undefined) return [];
      return signaturesOf(checker, checker.getTypeOfSymbol(symbol), [exported.name]).flatMap((found) =>
        found.signature.getParameters().flatMap((parameter, index): OptionFunction[] => {
          const type = checker.getNonNullableType(checker.getTypeOfSymbol(parameter));
          if (!isOptions(type, parameter.name)) return [];
          const { path, isConstructor } = found;
          return [{ entry: specifier, path, index, isConstructor, type: checker.typeToString(type) }];
        }),
      );
    }),
  );
}
