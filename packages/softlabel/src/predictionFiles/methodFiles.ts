// Which files are which method's and which seed's: "hard=runs/hard-s*.csv", "smooth.npz", folders.
import { existsSync } from "node:fs";
import path from "node:path";
import { check } from "@softlabel/core/internal";
import { refuse, sourceFiles, tableFormat } from "@softlabel/data/internal";

/** One file of predictions, or one query for them. */
export interface PredictionFile {
  readonly method: string;
  readonly seed: number;
  readonly text: string;
}

/** The files of all methods. */
export interface MethodFiles {
  /** Methods in the order in which they were given. */
  readonly methods: readonly string[];
  readonly files: readonly PredictionFile[];
  /** How the seeds were found, where there are several files of a method. */
  readonly notes: readonly string[];
}

/** A file before its method has a name that is its own. */
interface Found {
  /** As given before "="; absent where a name is made of the file's. */
  readonly name: string | undefined;
  readonly text: string;
  /** The number that its name or the pattern gives it. */
  readonly seed: number | undefined;
}

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

/** A seed where it is marked as one: "hard-s3.csv", "seed_3/hard.npz", "hard.s3-logits.npy". */
const marked = /(^|[-_./\\])(?:seed|s)[-_=]?(\d+)(?=[-_./\\]|$)/gi;

/** The number that stands in a file's name where its pattern has its one star. */
function starNumber(file: string, pattern: string): number | undefined {
  const [before, after, ...more] = withStar(pattern).split("*");
  if (after === undefined || more.length > 0) return undefined;
  const inside = file.slice(before.length, file.length - after.length);
  return /^\d+$/.test(inside) ? Number(inside) : undefined;
}

/** The number that a path marks as a seed, the last where there are several. */
function markedSeed(file: string): number | undefined {
  const number = [...file.matchAll(marked)].at(-1)?.[2];
  return number === undefined ? undefined : Number(number);
}

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
async function filesOfPattern(name: string | undefined, pattern: string): Promise<Found[]> {
  const files = (await matching(withStar(pattern))).sort(inNaturalOrder);
  const numbers = files.map((file) => starNumber(file, pattern));
  const own = numbers.includes(undefined) ? undefined : patternName(pattern);
  return files.map((text, i) => ({ name: name ?? own, text, seed: numbers[i] ?? markedSeed(text) }));
}

const inNaturalOrder = new Intl.Collator("en", { numeric: true }).compare;

async function findFiles(given: string): Promise<Found[]> {
  const { name, text } = cutName(given);
  check(name !== "", "evaluate", "a method's name before =", given, "write method=file");
  if (existsSync(text) || tableFormat(text) === "query") return [{ name, text, seed: markedSeed(text) }];
  if (isPattern(text)) return filesOfPattern(name, text);
  return refuse(text, "a file", "no such file or folder", "check the path");
}

/** The name of a file without what follows the dot and without its seed: "runs/hard-s1.csv" is hard. */
function nameOf(text: string): string {
  if (tableFormat(text) === "query") return "query";
  const base = path.basename(text).replace(/(\.(csv|tsv|tab|parquet|pq|jsonl?|ndjson|np[yz]))?(\.(gz|zst))?$/i, "");
  return base.replaceAll(marked, "") || base;
}

/** The name that a pattern gives its files: that of one without its number, or of their folder. */
function patternName(pattern: string): string {
  const file = path.basename(withStar(pattern).replace(/[-_.]?(?:seed|s)?[-_=]?\*/i, ""));
  return file.startsWith(".") ? path.basename(path.dirname(pattern)) : nameOf(file);
}

/** The whole path without its ending, for files of the same name in different folders. */
const longName = (text: string): string => path.join(path.dirname(text), path.basename(text, path.extname(text)));

const areDistinct = (seeds: readonly (number | undefined)[]): boolean =>
  !seeds.includes(undefined) && new Set(seeds).size === seeds.length;

/** Gives every file the name of its method: files of one name are seeds of a method where they say which. */
function named(found: readonly Found[]): (Found & { readonly method: string })[] {
  const short = found.map(({ name, text }) => name ?? nameOf(text));
  return found.map((file, i) => {
    const alike = found.filter((other, j) => other.name === undefined && short[j] === short[i]);
    const isSeed = alike.length === 1 || areDistinct(alike.map(({ seed }) => seed));
    return { ...file, method: file.name ?? (isSeed ? short[i] : longName(file.text)) };
  });
}

/**
 * The seeds of all files: those in their names if every method has each number once and the methods share some,
 * else the order of the files.
 */
function withSeeds(files: readonly (Found & { readonly method: string })[], methods: readonly string[]): MethodFiles {
  const of = (method: string): Found[] => files.filter((file) => file.method === method);
  const seeds = methods.map((method) => of(method).map(({ seed }) => seed));
  const shared = seeds[0].filter((seed) => seeds.every((own) => own.includes(seed)));
  const byName = seeds.every(areDistinct) && shared.length > 0;
  const numbered = files.map(({ method, text, seed }, i) => {
    const place = files.slice(0, i).filter((other) => other.method === method).length;
    return { method, text, seed: byName ? seed! : place + 1 };
  });
  const several = seeds.some((own) => own.length > 1);
  const notes = several
    ? [`Files of different methods are paired by ${byName ? "the seed in their names" : "their order"}.`]
    : [];
  return { methods, files: numbered, notes };
}

/**
 * Finds the files of every method.
 * @param given "method=file", or files that name their method; a pattern, or "{seed}" in the place of a number, gives several seeds
 * @throws UsageError where nothing has such a name
 */
export async function findMethodFiles(given: readonly string[]): Promise<MethodFiles> {
  const found: Found[] = [];
  for (const each of given) found.push(...(await findFiles(each)));
  const files = named(found);
  return withSeeds(files, [...new Set(files.map(({ method }) => method))]);
}

/** The validation files of a method: those of its name, or all where there is one method only. */
function filesOf(method: string, tests: readonly PredictionFile[], validation: MethodFiles): PredictionFile[] {
  const own = validation.files.filter((file) => file.method === method);
  const isOnly = tests.every((test) => test.method === method) && validation.methods.length === 1;
  if (own.length > 0 || !isOnly) return own;
  return [...validation.files];
}

/**
 * The validation file of each test file: of the same method and seed, or at the same position if the seeds differ.
 * @throws UsageError if a test file has none
 */
export function matchValidation(tests: readonly PredictionFile[], validation: MethodFiles): PredictionFile[] {
  return tests.map((test) => {
    const own = filesOf(test.method, tests, validation);
    const alike = tests.filter(({ method }) => method === test.method);
    const found = own.find(({ seed }) => seed === test.seed) ?? own[alike.indexOf(test)];
    if (found !== undefined && own.length === alike.length) return found;
    const got = `${own.length}, of ${validation.methods.join(", ")}`;
    const expected = `${alike.length === 1 ? "a file" : `${alike.length} files`} of validation rows of ${test.method}`;
    return refuse("--validation", expected, got, `write ${test.method}=file, one for each file of test rows`);
  });
}
