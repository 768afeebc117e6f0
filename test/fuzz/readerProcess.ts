// The process in which readers meet damaged files: it may die or hang, and its parent notices.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fuzzedFormats, type Files } from "./formats.ts";
import { caseRandom, mutate } from "./mutate.ts";

/** A case: the file of a format that is damaged in a way that follows from the numbers; 0 is the file as it was made. */
export interface FuzzCase {
  readonly format: string;
  readonly seed: number;
  readonly number: number;
}

/** What a reader did. */
export interface FuzzOutcome {
  /** Undefined where the file was read. */
  readonly error?: { readonly name: string; readonly message: string; readonly stack: string };
  /** The most memory that the process ever had, in bytes. */
  readonly memory: number;
}

const scratch = mkdtempSync(path.join(tmpdir(), "softlabel-fuzz-"));
const made = new Map<string, Files>();

async function filesOf(name: string): Promise<Files> {
  const format = fuzzedFormats.find((each) => each.name === name)!;
  const folder = path.join(scratch, `valid ${name}`);
  if (!made.has(name)) {
    mkdirSync(folder);
    made.set(name, await format.make(folder));
  }
  return made.get(name)!;
}

function write(folder: string, files: Files, { format, seed, number }: FuzzCase): void {
  const random = caseRandom(seed, format, number);
  const { damaged = /./ } = fuzzedFormats.find(({ name }) => name === format)!;
  const names = Object.keys(files).filter((name) => damaged.test(name));
  const chosen = names[random.integer(names.length)];
  for (const [name, bytes] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, name === chosen && number > 0 ? mutate(bytes, random) : bytes);
  }
}

async function run(fuzzed: FuzzCase): Promise<FuzzOutcome> {
  const folder = path.join(scratch, "case");
  process.env["XDG_CACHE_HOME"] = path.join(scratch, "cache");
  try {
    const files = await filesOf(fuzzed.format);
    mkdirSync(folder);
    write(folder, files, fuzzed);
    await fuzzedFormats.find(({ name }) => name === fuzzed.format)!.read(folder);
    return { memory: 1024 * process.resourceUsage().maxRSS };
  } catch (error) {
    const { name, message, stack = "" } = error instanceof Error ? error : new Error(String(error));
    return { error: { name, message, stack }, memory: 1024 * process.resourceUsage().maxRSS };
  } finally {
    for (const used of [folder, process.env["XDG_CACHE_HOME"]]) rmSync(used, { recursive: true, force: true });
  }
}

process.on("message", (fuzzed: FuzzCase) => void run(fuzzed).then((outcome) => process.send?.(outcome)));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));
process.on("disconnect", () => process.exit(0));
