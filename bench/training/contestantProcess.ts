// A contestant in a process of its own, which waits for a line before each epoch and answers with one.
import { spawn } from "node:child_process";
import { once } from "node:events";
import readline from "node:readline";
import type { Contestant, EpochResult } from "./contestant.ts";

/** Starts the program; `name` is what tables call it. */
export function startProcess(
  { name, isPeer }: Pick<Contestant, "name" | "isPeer">,
  program: string,
  args: readonly string[],
): Contestant {
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"] });
  const exit = once(child, "exit");
  const lines = readline.createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    name,
    isPeer,
    async epoch() {
      child.stdin.write("\n");
      const line: IteratorResult<string, unknown> = await lines.next();
      if (line.done === true) throw new Error(`${name} ended with exit status ${child.exitCode}`);
      return JSON.parse(line.value) as EpochResult;
    },
    async close() {
      child.kill();
      await exit;
    },
  };
}
