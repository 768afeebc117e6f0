// Runs the command as a user does, in a folder of its own.
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const command = fileURLToPath(new URL("../packages/softlabel/bin/softlabel.js", import.meta.url));

/** What a finished command left. */
export interface Outcome {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
  readonly errors: string;
}

/** An empty folder for one test. */
export function emptyFolder(): string {
  return mkdtempSync(path.join(tmpdir(), "softlabel-test-"));
}

/** Starts the command in its own process group, so that a test can interrupt it as a terminal would. */
export function start(folder: string, args: readonly string[]): ChildProcess {
  const environment = {
    ...process.env,
    SOFTLABEL_DATA: path.join(folder, "no data"),
    XDG_CACHE_HOME: path.join(folder, "cache"),
  };
  return spawn(process.execPath, [command, ...args], { cwd: folder, env: environment, detached: true });
}

/** Waits for the command's end. */
export function finish(child: ChildProcess): Promise<Outcome> {
  let output = "";
  let errors = "";
  child.stdout?.on("data", (text: Buffer) => (output += text.toString()));
  child.stderr?.on("data", (text: Buffer) => (errors += text.toString()));
  return new Promise((resolve) => child.on("close", (code, signal) => resolve({ code, signal, output, errors })));
}

/** Runs the command to its end. */
export function softlabel(folder: string, ...args: readonly string[]): Promise<Outcome> {
  return finish(start(folder, args));
}
