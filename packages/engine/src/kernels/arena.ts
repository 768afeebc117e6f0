// One block of WebAssembly memory that the kernels and ONNX Runtime both read and write.
import { check, fail } from "@softlabel/core/internal";
import { kernelBase64, type KernelExports } from "./kernels.generated.ts";

/** Arrays begin on, and are padded to, whole cache lines: 16 float32. */
const line = 64;
const page = 65536;
const largest = 2 ** 32 - page;

/** Memory for a number of arrays, allocated once; it never grows, so views of it stay valid. */
export interface Arena {
  readonly kernels: KernelExports;
  /** Takes the next array of `count` zeros. */
  floats(count: number): Float32Array;
}

let compiled: WebAssembly.Module | undefined;

function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);
  return bytes;
}

/** The kernels, compiled once. */
function compile(): WebAssembly.Module {
  try {
    return (compiled ??= new WebAssembly.Module(decodeBase64(kernelBase64)));
  } catch (error) {
    const remedy = "allow 'wasm-unsafe-eval' in the page's content security policy; ONNX Runtime needs it as well";
    return fail("openArena", "an engine that may compile WebAssembly", String(error), remedy);
  }
}

/** Bytes that an array of `count` float32 occupies, padding included. */
export function paddedBytes(count: number): number {
  return Math.ceil((4 * count) / line) * line;
}

/**
 * Opens an arena that has room for arrays of the given lengths, and no more.
 * @param counts lengths, in float32, of the arrays that will be taken; their padded sum may reach 4 GiB
 * @throws UsageError where they do not fit into one WebAssembly memory, or a page may not compile WebAssembly
 */
export function openArena(counts: readonly number[]): Arena {
  const kernels = new WebAssembly.Instance(compile()).exports as unknown as KernelExports;
  let next = Math.ceil(kernels.heapStart() / line) * line;
  const end = counts.reduce((sum, count) => sum + paddedBytes(count), next);
  check(end <= largest, "openArena", "at most 4 GiB of parameters, gradients and optimizer state", `${end} bytes`);
  const missing = end - kernels.memory.buffer.byteLength;
  if (missing > 0) kernels.memory.grow(Math.ceil(missing / page));
  return {
    kernels,
    floats(count) {
      check(next + paddedBytes(count) <= end, "Arena.floats", `at most ${(end - next) / 4} values`, count);
      const array = new Float32Array(kernels.memory.buffer, next, count);
      next += paddedBytes(count);
      return array;
    },
  };
}
