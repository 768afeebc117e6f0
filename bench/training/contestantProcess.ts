// A contestant in a process of its own, which waits for a line before each piece of work and answers with one of JSON.
import { spawn } from "node:child_process";
import { once } from "node:events";
import readline from "node:readline";

/** A process that works when asked. */
export interface AskedProcess<Answer> {
  ask(): Promise<Answer>;
  close(): Promise<void>;
}

/** Starts the program; `name` is what errors call it. */
export function startProcess<Answer>(name: string, program: string, args: readonly string[]): AskedProcess<Answer> {
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"] });
  const exit = once(child, "exit");
  const lines = readline.createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask() {
      child.stdin.write("\n");
      const line: IteratorResult<string, unknown> = await lines.next();
      if (line.done === true) throw new Error(`${name} ended with exit status ${child.exitCode}`);
      return JSON.parse(line.value) as Answer;
    },
    async close() {
      child.kill();
      await exit;
    },
  };
}
