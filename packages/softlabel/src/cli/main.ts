// The command's entry: parses the arguments, calls, and turns every error into one sentence and an exit code.
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

try {
  process.exitCode = 0;
  await createProgram().parseAsync();
} catch (error) {
  report(error);
  process.exitCode = exitCodeOf(error);
}
