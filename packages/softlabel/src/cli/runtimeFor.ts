// The runtime that a command computes with; where it is not the fast one, the command says so once.
import type { Runtime } from "@softlabel/experiment/internal";
import { openRuntime } from "../runtime/runtime.ts";

/**
 * Opens ONNX Runtime, with a line on standard error where the preferred build is missing.
 * @param choice as --runtime gives it
 */
export async function runtimeFor(choice?: string): Promise<Runtime> {
  const runtime = await openRuntime(choice);
  if (runtime.notice !== undefined) process.stderr.write(`Note: ${runtime.notice}\n`);
  return runtime;
}
