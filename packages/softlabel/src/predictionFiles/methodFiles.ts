// Finds on disk which files are which method's and which seed's: "hard=runs/hard-s*.csv", "smooth.npz", folders.
import { existsSync } from "node:fs";
import path from "node:path";
import { check } from "@softlabel/core/internal";
import { refuse } from "@softlabel/data/internal";
import { sourceFiles, tableFormat } from "@softlabel/data/node/internal";
import { type FoundFile, markedSeed, methodFiles, type MethodFiles, nameOf } from "@softlabel/experiment/internal";

const withStar = (text: string): string => text.replace("{seed}", "*");
const isPattern = (text: string): boolean => /[*?[]/.test(withStar(text));
const exists = (text: string): boolean => existsSync(text) || isPattern(text) || tableFormat(text) === "query";

/** Cuts "method=file" where a file follows; a method's own text may hold equals signs, and so may a path. */
function cutName(given: string): { readonly name: string | undefined; readonly text: string } {
  if (existsSync(given) || tableFormat(given) === "query") return { name: undefined, text: given };
  const places = [...given.matchAll(/=/g)].map(({ index }) => index);
  const place = places.find((at) => exists(given.slice(at + 1))) ?? places.at(-1);
  if (place === undefined) return { name: undefined, text: given };
  return { name: given.slice(0, place).trim(), text: given.slice(place + 1).trim() };
}

/** The number that stands in a file's name where its pattern has its one star. */
function starNumber(file: string, pattern: string): number | undefined {
  const [before, after, ...more] = withStar(pattern).split("*");
  if (after === undefined || more.length > 0) return undefined;
  const inside = file.slice(before.length, file.length - after.length);
  return /^\d+$/.test(inside) ? Number(inside) : undefined;
}

/** The name that is made of a file's. */
const shortName = (text: string): string => (tableFormat(text) === "query" ? "query" : nameOf(text));

const foundFile = (name: string | undefined, text: string): FoundFile => ({
  name,
  text,
  short: shortName(text),
  seed: markedSeed(text),
});

/** The files that match a pattern, or else the folders of arrays. */
async function matching(pattern: string): Promise<string[]> {
  try {
    return await sourceFiles(pattern);
  } catch (error) {
    const inside = await sourceFiles(path.join(pattern, "*.npy")).catch(() => []);
    if (inside.length === 0) throw error;
    return [...new Set(inside.map((file) => path.dirname(file)))];
  }
}

/** The files of a pattern: seeds of one method where a number stands for the star, or where they are given a name. */
async function filesOfPattern(name: string | undefined, pattern: string): Promise<FoundFile[]> {
  const files = (await matching(withStar(pattern))).sort(inNaturalOrder);
  const numbers = files.map((file) => starNumber(file, pattern));
  const own = numbers.includes(undefined) ? undefined : patternName(pattern);
  return files.map((text, i) => ({ ...foundFile(name ?? own, text), seed: numbers[i] ?? markedSeed(text) }));
}

const inNaturalOrder = new Intl.Collator("en", { numeric: true }).compare;

async function findFiles(given: string): Promise<FoundFile[]> {
  const { name, text } = cutName(given);
  check(name !== "", "evaluate", "a method's name before =", given, "write method=file");
  if (existsSync(text) || tableFormat(text) === "query") return [foundFile(name, text)];
  if (isPattern(text)) return filesOfPattern(name, text);
  return refuse(text, "a file", "no such file or folder", "check the path");
}

/** The name that a pattern gives its files: that of one without its number, or of their folder. */
function patternName(pattern: string): string {
  const file = path.basename(withStar(pattern).replace(/[-_.]?(?:seed|s)?[-_=]?\*/i, ""));
  return file.startsWith(".") ? path.basename(path.dirname(pattern)) : nameOf(file);
}

/**
 * Finds the files of every method.
 * @param given "method=file", or files that name their method; a pattern, or "{seed}" in the place of a number, gives several seeds
 * @throws UsageError where nothing has such a name
 */
export async function findMethodFiles(given: readonly string[]): Promise<MethodFiles> {
  const found: FoundFile[] = [];
  for (const each of given) found.push(...(await findFiles(each)));
  return methodFiles(found);
}
