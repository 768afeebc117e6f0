// Gives damaged files to the readers, in processes of their own, and lists what a user should never meet.
import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { FuzzCase, FuzzOutcome } from "./readerProcess.ts";

/** A case that did not end in a right result or one sentence. */
export interface Finding extends FuzzCase {
  readonly kind: "death" | "hang" | "memory" | "unworded";
  readonly detail: string;
}

/** What a campaign found. */
export interface FuzzReport {
  readonly cases: number;
  /** Files that were read in spite of their damage. */
  readonly read: number;
  /** Files that were refused in one sentence. */
  readonly refused: number;
  /** The most memory that a process had, in bytes. */
  readonly memory: number;
  readonly findings: readonly Finding[];
}

const longestCase = 10_000;
/** The first case makes the valid files, for which records are trained. */
const longestStart = 120_000;
const mostMemory = 2 * 2 ** 30;

/** Words of a program that speaks to its programmer. */
const rawWords =
  /\n|\b(Type|Range|Reference|Syntax)Error\b|is not (a function|iterable|defined)|\bCannot (read|convert|mix)|Invalid (array|typed|string) length|INTERNAL|Possible (fixes|solutions)|\bvips|^Vips|libpng|ONNXRuntimeError|\.cc:\d+|out of range\. It/;

/** Why an error is not one sentence of ours; undefined where it is. */
export function faultOf({ name, message }: NonNullable<FuzzOutcome["error"]>): string | undefined {
  if (name !== "UsageError") return `${name}: ${message}`;
  return rawWords.test(message) ? message : undefined;
}

function startReader(): ChildProcess {
  const file = fileURLToPath(new URL("./readerProcess.ts", import.meta.url));
  return fork(file, [], {
    execArgv: ["--import", "tsx", "--conditions=@softlabel/source"],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
}

/** Runs one case; "death" and "hang" leave no reader. */
function runCase(reader: ChildProcess, fuzzed: FuzzCase, limit: number): Promise<FuzzOutcome | "death" | "hang"> {
  return new Promise((resolve) => {
    const settle = (outcome: FuzzOutcome | "death" | "hang"): void => {
      clearTimeout(timer);
      reader.removeAllListeners();
      resolve(outcome);
    };
    const timer = setTimeout(() => {
      reader.kill("SIGKILL");
      settle("hang");
    }, limit);
    reader.once("message", (outcome: FuzzOutcome) => settle(outcome));
    reader.once("exit", () => settle("death"));
    reader.send(fuzzed);
  });
}

function judge(fuzzed: FuzzCase, outcome: FuzzOutcome | "death" | "hang"): Finding | undefined {
  if (outcome === "death" || outcome === "hang") return { ...fuzzed, kind: outcome, detail: outcome };
  const { error, memory } = outcome;
  if (memory > mostMemory) return { ...fuzzed, kind: "memory", detail: `${memory} bytes` };
  const fault = error === undefined ? undefined : faultOf(error);
  return fault === undefined ? undefined : { ...fuzzed, kind: "unworded", detail: `${fault}\n${error!.stack}` };
}

/**
 * Runs the cases of a format, from the valid file (0), which must be read, to number `cases`.
 * @param onFinding called as soon as one is found
 */
export async function fuzz(
  format: string,
  cases: number,
  seed: number,
  onFinding: (finding: Finding) => void = () => undefined,
): Promise<FuzzReport> {
  const findings: Finding[] = [];
  const counts = { read: 0, refused: 0, memory: 0 };
  let reader: ChildProcess | undefined;
  for (let number = 0; number <= cases; number++) {
    const fuzzed: FuzzCase = { format, seed, number };
    const isFirst = reader === undefined;
    const outcome = await runCase((reader ??= startReader()), fuzzed, isFirst ? longestStart : longestCase);
    const valid = typeof outcome === "object" && outcome.error !== undefined && number === 0;
    if (valid)
      throw new Error(`the valid file of ${format} is refused: ${outcome.error.message}\n${outcome.error.stack}`);
    const finding = judge(fuzzed, outcome);
    if (finding !== undefined) findings.push(finding);
    if (finding !== undefined) onFinding(finding);
    if (typeof outcome === "string") reader = undefined;
    if (typeof outcome === "object" && number > 0) counts[outcome.error === undefined ? "read" : "refused"]++;
    if (typeof outcome === "object") counts.memory = Math.max(counts.memory, outcome.memory);
    if (finding?.kind === "memory") reader?.kill("SIGKILL");
    if (finding?.kind === "memory") reader = undefined;
  }
  reader?.disconnect();
  return { cases, ...counts, findings };
}
