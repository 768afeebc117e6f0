// All mutations of the files that compute or show a number, and a draw of them by seed.
import path from "node:path";
import { createRandom } from "@softlabel/core";
import ts from "typescript";
import { nodesOf, packageSources, repositoryRoot } from "../sourceFiles.ts";
import { operators, type Mutation } from "./operators.ts";

/** The rooms that are mutated, by the operators that make sense there. */
const rooms: readonly { readonly files: RegExp; readonly kinds: readonly string[] }[] = [
  { files: /^packages\/core\/src\/(losses|methods)\//, kinds: ["another factor"] },
  {
    files: /^packages\/core\/src\/.*[mM]etric(Table|s|Definition)\.ts$/,
    kinds: ["another choice", "another sign", "another field"],
  },
  {
    files: /^packages\/report\/src\/(?!plots|page\/style|figures)/,
    kinds: ["another field", "another choice", "another unit", "another sign", "another pairing"],
  },
  {
    files: /^packages\/experiment\/src\/(analysis|results)\//,
    kinds: ["another field", "another sign", "another pairing"],
  },
];

function mutationsOf(file: string, kinds: readonly string[], program: ts.Program): Mutation[] {
  const source = program.getSourceFile(path.join(repositoryRoot, file));
  if (source === undefined) return [];
  const checker = program.getTypeChecker();
  return nodesOf(source).flatMap((node) =>
    kinds.flatMap((kind) =>
      operators[kind](node, checker).map(({ node: at, text }) => ({
        file,
        start: at.getStart(),
        end: at.getEnd(),
        text,
        kind,
      })),
    ),
  );
}

/** Every mutation, in the order of files and places. */
export function allMutations(): Mutation[] {
  const base = ts.readConfigFile(path.join(repositoryRoot, "tsconfig.test.json"), (file) => ts.sys.readFile(file));
  const { options, fileNames } = ts.parseJsonConfigFileContent(base.config, ts.sys, repositoryRoot);
  const program = ts.createProgram(fileNames, options);
  return rooms.flatMap(({ files, kinds }) =>
    packageSources.filter((file) => files.test(file)).flatMap((file) => mutationsOf(file, kinds, program)),
  );
}

/** So many of them: first a kind is drawn, then a file, then a place, so that long files do not take all. */
export function drawMutations(all: readonly Mutation[], seed: number, count: number): Mutation[] {
  const random = createRandom("mutations").fork(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random.uniform() * list.length)];
  const drawn = new Set<Mutation>();
  const left = (): Mutation[] => all.filter((mutation) => !drawn.has(mutation));
  while (drawn.size < Math.min(count, all.length)) {
    const kind = pick([...new Set(left().map((mutation) => mutation.kind))]);
    const ofKind = left().filter((mutation) => mutation.kind === kind);
    const file = pick([...new Set(ofKind.map((mutation) => mutation.file))]);
    drawn.add(pick(ofKind.filter((mutation) => mutation.file === file)));
  }
  return [...drawn];
}
