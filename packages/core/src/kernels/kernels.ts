// Memory with kernels that work in it: room for a user's arrays, room for copies, and threads if asked for.
import { check, checkName, checkRange } from "../base/check.ts";
import { readOptions } from "../base/options.ts";
import { compileKernels, instructionNames, type KernelBinary } from "./binary.ts";
import { jobBytes, jobWriter, rowKernels, type Job } from "./job.ts";
import type { KernelExports } from "./kernels.generated.ts";
import { startThreads, type Threads } from "./threads.ts";

/** How much memory and how many threads kernels get. */
export interface KernelOptions {
  /** Bytes for arrays taken with `floats` and `integers`; default 0. */
  readonly bytes?: number;
  /** Bytes through which arrays that live elsewhere are copied, chunk by chunk; default half a MiB a thread. */
  readonly staging?: number;
  /** Threads, the caller's included; default 1. More need shared memory, and in browsers cross-origin isolation. */
  readonly threads?: number;
  /** Vector instructions; default the fastest the engine has. "plain" ones give the same bits on every processor. */
  readonly instructions?: KernelBinary["instructions"];
}

/** Kernels in memory of their own. */
export interface Kernels {
  /** The vector instructions in use: "relaxed" ones round a product and a sum once. */
  readonly instructions: KernelBinary["instructions"];
  readonly threads: number;
  /** Takes an array of zeros in the kernels' memory; losses read and write such arrays in place. */
  floats(count: number): Float32Array;
  /** The same for class indices. */
  integers(count: number): Int32Array;
  /** Ends the threads; the kernels go on with one. */
  close(): void;
}

/** What losses use of kernels. */
export interface KernelMemory extends Kernels {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly exports: KernelExports;
  /** All of the memory; views are made once, for a call with few rows takes about as long as making one. */
  readonly floats32: Float32Array;
  readonly integers32: Int32Array;
  /** The bytes of staging, and where they begin. */
  readonly staging: number;
  readonly stagingStart: number;
  run(job: Job): void;
}

const page = 65536;
const largest = 2 ** 32 - page;
/** Scratch of a thread: one vector per class for few classes, or one number per block of 1,024 for many. */
const scratchBytes = 65536;
/** Below this many logits a thread takes longer to wake than to work. */
const worthwhile = 30_000;

const roundUp = (bytes: number, unit: number): number => Math.ceil(bytes / unit) * unit;

/** Hands out memory from `start` to `end`, in whole cache lines with one to spare. */
function allocator(start: number, end: number): (count: number) => number {
  let next = start;
  return (count) => {
    checkRange("kernels", "the length of an array", count, { from: 0, to: Infinity, integer: true });
    const address = next;
    const remedy = "open kernels with more bytes";
    check(next + 4 * count <= end, "kernels", `an array of at most ${(end - next) / 4} numbers`, count, remedy);
    next += roundUp(4 * count, 64) + 64;
    return address;
  };
}

function createMemory(bytes: number, shared: boolean): WebAssembly.Memory {
  check(bytes <= largest, "openKernels", "at most 4 GiB of memory", `${bytes} bytes`);
  return new WebAssembly.Memory({ initial: Math.ceil(bytes / page), maximum: page, shared });
}

/** Jobs one after another on the caller's thread, or on all. */
function runner(
  memory: WebAssembly.Memory,
  exports: KernelExports,
  address: number,
  threads: () => Threads | undefined,
) {
  const write = jobWriter(memory, address);
  const scratch = roundUp(address + jobBytes, 64);
  return (job: Job): void => {
    write(job);
    const pool = threads();
    if (pool === undefined || job.rows * job.classes < worthwhile) exports[job.kernel](address, 0, job.rows, scratch);
    else
      pool.run(rowKernels.indexOf(job.kernel), job.rows, (begin, end) =>
        exports[job.kernel](address, begin, end, scratch),
      );
  };
}

/** The options, checked and complete. */
function completeOptions(options: KernelOptions) {
  const given = readOptions("openKernels", options, {
    bytes: 0,
    staging: undefined,
    threads: 1,
    instructions: undefined,
  });
  const { bytes, threads, instructions, staging = threads * 2 ** 19 } = given;
  checkRange("openKernels", "threads", threads, { from: 1, to: 256, integer: true });
  for (const [name, value] of Object.entries({ bytes, staging }))
    checkRange("openKernels", name, value, { from: 0, to: largest, integer: true });
  if (instructions !== undefined) checkName("openKernels", "instructions", instructions, instructionNames);
  return { bytes, threads, staging, wanted: instructions && [instructions] };
}

/** `openKernels`, with what losses need; undefined where the engine has no vector instructions, or may not compile. */
function openKernelMemory(options: KernelOptions = {}): KernelMemory | undefined {
  const { bytes, threads: count, staging, wanted } = completeOptions(options);
  if (count > 1 && typeof SharedArrayBuffer === "undefined") return undefined;
  const binary = compileKernels(count > 1, wanted);
  if (binary === undefined) return undefined;
  const fixed = 2 * page + count * scratchBytes;
  // Each array may take two cache lines more than its numbers.
  const memory = createMemory(fixed + roundUp(bytes, 64) + 64 * 128 + staging, count > 1);
  const imports = { env: { memory }, math: Math as unknown as WebAssembly.ModuleImports };
  const exports = new WebAssembly.Instance(binary.module, imports).exports as unknown as KernelExports;
  const address = roundUp(exports.heapStart(), 64);
  const stagingStart = fixed;
  const take = allocator(stagingStart + roundUp(staging, 64), memory.buffer.byteLength);
  let pool =
    count === 1
      ? undefined
      : startThreads({ module: binary.module, memory, job: address, scratch: 2 * page }, count - 1);
  return {
    instructions: binary.instructions,
    threads: count,
    memory,
    exports,
    floats32: new Float32Array(memory.buffer),
    integers32: new Int32Array(memory.buffer),
    staging,
    stagingStart,
    floats: (length) => new Float32Array(memory.buffer, take(length), length),
    integers: (length) => new Int32Array(memory.buffer, take(length), length),
    run: runner(memory, exports, address, () => pool),
    close() {
      pool?.close();
      pool = undefined;
    },
  };
}

/**
 * Opens kernels with memory of their own, for a loss that is to work without copies or on several threads. The memory never
 * grows, so its arrays stay valid. Losses that are given no kernels share some that copy, on one thread.
 * @param options see `KernelOptions`
 * @returns the kernels, or undefined where the engine has no such vector instructions (or, for threads, no shared memory), and
 *   where a page's content security policy forbids compiling WebAssembly
 * @throws UsageError for sizes out of range
 * @example
 * ```ts
 * import { crossEntropy, openKernels } from "@softlabel/core/kernels";
 * const kernels = openKernels({ bytes: 64 });
 * const logits = kernels?.floats(4) ?? new Float32Array(4);
 * crossEntropy({ smoothing: 0.1 }, kernels).evaluate(logits, new Int32Array([0, 1]), [2, 2]).value; // => Math.log(2)
 * kernels?.close();
 * ```
 */
export function openKernels(options: KernelOptions = {}): Kernels | undefined {
  return openKernelMemory(options);
}

/** "none" once there turned out to be none: a loss would pay for asking at every call, and a browser report it. */
let common: KernelMemory | "none" | undefined;

/** The kernels of losses that were given none: `staging` bytes at least. */
export function commonKernels(staging: number): KernelMemory | undefined {
  if (common === undefined || (common !== "none" && common.staging < staging))
    common = openKernelMemory({ staging: Math.max(staging, 2 ** 19) }) ?? "none";
  return common === "none" ? undefined : common;
}
