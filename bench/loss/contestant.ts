// A contestant in a process of its own, so that no heap, thread or compiled code of another is in its way.
import { spawn } from "node:child_process";
import { once } from "node:events";
import readline from "node:readline";
import type { Shape } from "./shapes.ts";
import type { Answer } from "./timing.ts";

/** Which program a contestant is. */
export interface Contestant {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
}

/** An answer, or the last words of a contestant that cannot run. */
export type Outcome = Answer | { readonly reason: string };

/** Asks a contestant, in a fresh process that has `seconds` at most. */
export async function ask({ program, args }: Contestant, shape: Shape, seconds = 300): Promise<Outcome> {
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "pipe"], timeout: 1000 * seconds });
  const exit = once(child, "exit");
  let words = "";
  child.stderr.on("data", (chunk: Buffer) => (words = (words + chunk.toString()).slice(-2000)));
  child.stdin.on("error", () => undefined);
  child.stdin.write(`${JSON.stringify(shape)}\n`);
  const lines = readline.createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  for (;;) {
    const line: IteratorResult<string, unknown> = await lines.next();
    if (line.done === true) {
      const [code, signal] = (await exit) as [number | null, string | null];
      const error = words.split("\n").findLast((text) => /error|abort|memory/i.test(text));
      return { reason: error?.trim() ?? `ended by ${signal ?? `exit status ${code}`}` };
    }
    if (!line.value.startsWith("{")) continue;
    child.kill();
    await exit;
    return JSON.parse(line.value) as Answer;
  }
}
