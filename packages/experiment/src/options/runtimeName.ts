// The builds of ONNX Runtime that an experiment may name.
import { checkName } from "@softlabel/core/internal";
import type { OnnxRuntime } from "@softlabel/engine";

/** The builds of ONNX Runtime, the preferred one first: package, short name, execution provider. */
export const runtimeTable = [
  { name: "onnxruntime-node", short: "node", provider: "cpu" },
  { name: "onnxruntime-web", short: "wasm", provider: "wasm" },
] as const;

/** A row of the table. */
export type RuntimeRow = (typeof runtimeTable)[number];

/** The package of a build of ONNX Runtime. */
export type RuntimeName = RuntimeRow["name"];

/** An open build of ONNX Runtime. */
export interface Runtime {
  readonly name: RuntimeName;
  readonly version: string;
  /** The execution provider of every session. */
  readonly provider: string;
  readonly ort: OnnxRuntime;
  /** Why it is not the preferred build, and how to get that one; absent if it is, or if this one was asked for. */
  readonly notice?: string;
}

/** Any build: $SOFTLABEL_RUNTIME if set, else the first that loads. */
export const anyRuntime = "auto";

/** The short names of the builds. */
export const runtimeNames: readonly string[] = runtimeTable.map(({ short }) => short);

/**
 * Parses a choice: "auto", or the name of a package.
 * @param text auto, node, wasm, or the name of a package
 * @throws UsageError for anything else
 */
export function parseRuntime(text: string, who = "--runtime"): RuntimeName | typeof anyRuntime {
  const row = runtimeTable.find(({ name, short }) => text === name || text === short);
  if (row !== undefined) return row.name;
  return checkName(who, "the runtime", text, [anyRuntime, ...runtimeNames]) as "auto";
}
