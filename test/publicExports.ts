// What each package's public entry exports, with its documentation, as TypeScript's checker sees it.
import { existsSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { packageNames, readJson, repositoryRoot } from "./sourceFiles.ts";

/** A name that a package exports. */
export interface PublicExport {
  readonly package: string;
  /** What it is imported from: "@softlabel/core/kernels". */
  readonly specifier: string;
  readonly name: string;
  /** Where it is declared, relative to the root. */
  readonly file: string;
  readonly documentation: string;
  readonly callable: boolean;
  readonly hasExample: boolean;
}

/** The conditions of one entry of `exports`. */
export type ExportConditions = Readonly<Record<"@softlabel/source" | "types" | "default", string>>;

/** The part of package.json that says what a package gives. */
export interface PackageFile {
  readonly name: string;
  readonly version: string;
  readonly exports?: Readonly<Record<string, ExportConditions | string>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** The source files behind a package's `exports`, relative to the root; none for a package that is only a command. */
export function entriesOf(name: string): string[] {
  const { exports = {} } = readJson<PackageFile>(`packages/${name}/package.json`);
  const sources = Object.values(exports).flatMap((entry) =>
    typeof entry === "string" ? [] : entry["@softlabel/source"],
  );
  return sources.map((source) => path.posix.join("packages", name, source));
}

function compilerOptions(): ts.CompilerOptions {
  const base = path.join(repositoryRoot, "tsconfig.base.json");
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(base, (file) => ts.sys.readFile(file)).config,
    ts.sys,
    "",
  );
  return { ...options, composite: false, noEmit: true, lib: ["lib.es2023.d.ts", "lib.webworker.d.ts"] };
}

function describeExport(
  checker: ts.TypeChecker,
  { package: name, specifier }: PublicEntry,
  exported: ts.Symbol,
): PublicExport {
  const isAlias = (exported.flags & ts.SymbolFlags.Alias) !== 0;
  const symbol = isAlias ? checker.getAliasedSymbol(exported) : exported;
  const declaration = symbol.declarations?.[0];
  const file = path.relative(repositoryRoot, declaration?.getSourceFile().fileName ?? "");
  const type = declaration === undefined ? undefined : checker.getTypeOfSymbolAtLocation(symbol, declaration);
  return {
    package: name,
    specifier,
    name: exported.name,
    file: file.replaceAll("\\", "/"),
    documentation: ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim(),
    callable: (type?.getCallSignatures().length ?? 0) > 0,
    hasExample: symbol.getJsDocTags(checker).some((tag) => tag.name === "example"),
  };
}

/** A public entry of a package. */
export interface PublicEntry {
  readonly package: string;
  /** What is imported: "@softlabel/core/kernels". */
  readonly specifier: string;
  readonly symbols: readonly ts.Symbol[];
}

/** Every public entry that has a source, with what it exports, as one program sees them. */
export function publicEntries(): { readonly checker: ts.TypeChecker; readonly entries: readonly PublicEntry[] } {
  const found = packageNames.flatMap((name) => {
    const file = readJson<PackageFile>(`packages/${name}/package.json`);
    return Object.entries(file.exports ?? {}).flatMap(([entry, conditions]) => {
      // What our packages use of one another is not a promise to others.
      if (typeof conditions === "string" || /\/internal(\/|$)/.test(entry)) return [];
      const source = conditions["@softlabel/source"];
      const specifier = path.posix.join(file.name, entry);
      return [{ package: name, specifier, source: path.join(repositoryRoot, "packages", name, source) }];
    });
  });
  const present = found.filter(({ source }) => existsSync(source));
  const program = ts.createProgram(
    present.map(({ source }) => source),
    compilerOptions(),
  );
  const checker = program.getTypeChecker();
  const entries = present.map(({ source, ...entry }) => {
    const module = checker.getSymbolAtLocation(program.getSourceFile(source)!);
    return { ...entry, symbols: module === undefined ? [] : checker.getExportsOfModule(module) };
  });
  return { checker, entries };
}

/** Everything exported from every public entry. */
export function publicExports(): PublicExport[] {
  const { checker, entries } = publicEntries();
  return entries.flatMap((entry) => entry.symbols.map((symbol) => describeExport(checker, entry, symbol)));
}
