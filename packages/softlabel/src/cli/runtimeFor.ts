// Opens the runtime of a command, with a note if it is not the fast one.
import type { Runtime } from "@softlabel/experiment/internal";
import { openRuntime } from "../runtime/runtime.ts";

/**
 * Opens ONNX Runtime, with a line on standard error if the preferred build is missing.
 * @param choice as --runtime gives it
 */
export async function runtimeFor(choice?: string): Promise<Runtime> {
  const runtime = await openRuntime(choice);
  if (runtime.notice !== undefined) process.stderr.write(`Note: ${runtime.notice}\n`);
  return runtime;
}
