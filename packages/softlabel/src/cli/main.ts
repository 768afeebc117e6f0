// The entry of the command: parses the arguments and turns every error into one sentence and an exit code.
import { UsageError } from "@softlabel/core";
import { CommanderError } from "commander";
import { createProgram } from "./program.ts";

/** Exit codes: 2 for a wrong call, 1 for a failed run. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  return error instanceof UsageError ? 2 : 1;
}

function report(error: unknown): void {
  // Commander has printed its own sentence already.
  if (error instanceof CommanderError) return;
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  process.stderr.write(`softlabel: ${process.argv.includes("--debug") ? (stack ?? message) : message}\n`);
}

/** `softlabel … | head` closes the pipe early: what is left to print goes nowhere, and the work is still finished. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

process.stdout.on("error", ignoreClosedPipe);
process.stderr.on("error", ignoreClosedPipe);
try {
  process.exitCode = 0;
  await createProgram().parseAsync();
} catch (error) {
  report(error);
  process.exitCode = exitCodeOf(error);
}
