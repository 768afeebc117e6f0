// Finds the method and seed of every file, and its file of validation rows, from file names alone.
import { fileName, refuse } from "@softlabel/data/internal";

/** A file of predictions, or a query. */
export interface PredictionFile {
  readonly method: string;
  readonly seed: number;
  readonly text: string;
}

/** The files of all methods. */
export interface MethodFiles {
  /** Methods in the order given. */
  readonly methods: readonly string[];
  readonly files: readonly PredictionFile[];
  /** How seeds were found, if a method has several files. */
  readonly notes: readonly string[];
}

/** A file before its method has a name of its own. */
export interface FoundFile {
  /** As given before "="; undefined where the name is made of the file's. */
  readonly name: string | undefined;
  /** The name that is made of the file's. */
  readonly short: string;
  readonly text: string;
  /** The number in its name or matched by the pattern. */
  readonly seed: number | undefined;
}

/** A marked seed: "hard-s3.csv", "seed_3/hard.npz", "hard.s3-logits.npy". */
const marked = /(^|[-_./\\])(?:seed|s)[-_=]?(\d+)(?=[-_./\\]|$)/gi;

/** The seed marked in a path, the last if there are several. */
export function markedSeed(file: string): number | undefined {
  const number = [...file.matchAll(marked)].at(-1)?.[2];
  return number === undefined ? undefined : Number(number);
}

/** The name of a file without what follows the dot and without its seed: "runs/hard-s1.csv" is hard. */
export function nameOf(file: string): string {
  const base = fileName(file).replace(/(\.(csv|tsv|tab|parquet|pq|jsonl?|ndjson|np[yz]))?(\.(gz|zst))?$/i, "");
  return base.replaceAll(marked, "") || base;
}

/** The whole path without its ending, for files of the same name in different folders. */
const longName = (text: string): string => text.replace(/(?<=[^/\\])\.[^./\\]*$/, "");

const areDistinct = (seeds: readonly (number | undefined)[]): boolean =>
  !seeds.includes(undefined) && new Set(seeds).size === seeds.length;

/** Gives every file its method: files of the same name are seeds of a method if their seeds are known. */
function named(found: readonly FoundFile[]): (FoundFile & { readonly method: string })[] {
  const short = found.map((file) => file.name ?? file.short);
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
function withSeeds(
  files: readonly (FoundFile & { readonly method: string })[],
  methods: readonly string[],
): MethodFiles {
  const of = (method: string): FoundFile[] => files.filter((file) => file.method === method);
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

/** Gives every file a method and a seed. */
export function methodFiles(found: readonly FoundFile[]): MethodFiles {
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
export function validationFiles(tests: readonly PredictionFile[], validation: MethodFiles): PredictionFile[] {
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
