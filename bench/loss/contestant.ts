// A contestant in a process of its own, so that no heap, thread or compiled code of another is in its way.
import { spawn } from "node:child_process";
import { once } from "node:events";
import readline from "node:readline";
import { fileURLToPath } from "node:url";
import type { Shape } from "./shapes.ts";
import type { Answer } from "./timing.ts";

/** Which program a contestant is. */
export interface Contestant {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
}

/** One of the programs of this folder, run by this Node. */
export function nodeContestant(
  name: string,
  file: string,
  args: readonly string[],
  flags: readonly string[] = [],
): Contestant {
  const script = fileURLToPath(new URL(file, import.meta.url));
  const source = ["--import", "tsx", "--conditions=@softlabel/source"];
  return { name, program: process.execPath, args: [...flags, ...source, script, ...args] };
}

/** Asks a contestant, in a fresh process; undefined where it cannot run. */
export async function ask({ program, args }: Contestant, shape: Shape): Promise<Answer | undefined> {
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "ignore"] });
  const exit = once(child, "exit");
  const lines = readline.createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  child.stdin.on("error", () => undefined);
  child.stdin.write(`${JSON.stringify(shape)}\n`);
  for (;;) {
    const line: IteratorResult<string, unknown> = await lines.next();
    if (line.done === true) return undefined;
    if (!line.value.startsWith("{")) continue;
    child.kill();
    await exit;
    return JSON.parse(line.value) as Answer;
  }
}
