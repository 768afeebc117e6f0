// Opens ONNX Runtime: onnxruntime-node if it loads, else onnxruntime-web's WebAssembly. The only place that imports either.
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { UsageError } from "@softlabel/core";
import type { OnnxRuntime } from "@softlabel/engine";
import {
  anyRuntime,
  parseRuntime,
  runtimeTable,
  type Runtime,
  type RuntimeName,
  type RuntimeRow,
} from "@softlabel/experiment/internal";

/** What a package of ONNX Runtime exports, as far as it is used here. */
interface RuntimeModule extends OnnxRuntime {
  readonly env: {
    readonly versions: Readonly<Record<string, string>>;
    readonly wasm: { numThreads?: number };
    logLevel?: string;
  };
}

const howToInstall = "ONNXRUNTIME_NODE_INSTALL=skip npm i onnxruntime-node";

/** The package next to softlabel, or in the project it is run from: with npx, softlabel itself is elsewhere. */
async function importRuntime(name: RuntimeName): Promise<RuntimeModule> {
  try {
    return (await import(name)) as RuntimeModule;
  } catch (error) {
    let found: string;
    try {
      found = createRequire(path.join(process.cwd(), "package.json")).resolve(name);
    } catch {
      throw error;
    }
    return (await import(pathToFileURL(found).href)) as RuntimeModule;
  }
}

async function load({ name, provider }: RuntimeRow, threads: number): Promise<Runtime> {
  const { InferenceSession, Tensor, env } = await importRuntime(name);
  // onnxruntime-web reads this once, with its first session; onnxruntime-node takes threads by session.
  env.wasm.numThreads ??= threads;
  env.logLevel = "error";
  // Without a provider, a session takes the first that any loaded package registered.
  const create: OnnxRuntime["InferenceSession"]["create"] = (model, options) =>
    InferenceSession.create(model, { ...options, executionProviders: [provider] });
  const version = env.versions[name.replace("onnxruntime-", "")] ?? env.versions.common;
  return { name, version, provider, ort: { Tensor, InferenceSession: { create } } };
}

/** Why a package did not load, and what helps against it, if anything does. */
function whyNot(name: RuntimeName, error: unknown): { readonly reason: string; readonly remedy?: string | undefined } {
  const { code, message } = error as NodeJS.ErrnoException;
  const isAbsent = code === "ERR_MODULE_NOT_FOUND" && message.includes(name);
  if (!isAbsent) return { reason: `${name} does not load (${message.split("\n")[0]})` };
  return { reason: `${name} is not installed`, remedy: name === runtimeTable[0].name ? howToInstall : undefined };
}

async function openFirst(threads: number): Promise<Runtime> {
  const [preferred, other] = runtimeTable;
  try {
    return await load(preferred, threads);
  } catch (error) {
    const { reason, remedy } = whyNot(preferred.name, error);
    const fast = remedy === undefined ? "" : ` To install the fast one: ${remedy}`;
    const notice = `${reason}; using ${other.name} (WebAssembly), which is slower.${fast}`;
    return { ...(await load(other, threads)), notice };
  }
}

async function openNamed(name: RuntimeName, threads: number): Promise<Runtime> {
  try {
    return await load(
      runtimeTable.find((row) => row.name === name)!,
      threads,
    );
  } catch (error) {
    const { reason, remedy } = whyNot(name, error);
    const install = remedy === undefined ? "" : `install it with ${remedy}, or `;
    throw new UsageError(`--runtime: ${reason}; ${install}leave the option out`);
  }
}

const opened = new Map<string, Promise<Runtime>>();

/**
 * Opens ONNX Runtime, once per process.
 * @param choice as `parseRuntime` gives it; `auto` where left out
 * @param threads of onnxruntime-web, which fixes them with its first session; one per core where left out
 * @throws UsageError if the package that was asked for does not load
 */
export async function openRuntime(choice: string = anyRuntime, threads = availableParallelism()): Promise<Runtime> {
  const fromEnvironment = process.env.SOFTLABEL_RUNTIME || anyRuntime;
  const asked = choice === anyRuntime ? parseRuntime(fromEnvironment, "SOFTLABEL_RUNTIME") : parseRuntime(choice);
  const runtime = opened.get(asked) ?? (asked === anyRuntime ? openFirst(threads) : openNamed(asked, threads));
  opened.set(asked, runtime);
  return runtime;
}
