// Which of the two binaries this engine runs, compiled.
import { kernelBase64 } from "./kernels.generated.ts";
import { kernelBase64 as relaxedBase64 } from "./relaxedKernels.generated.ts";

/** The kernels compiled, with the vector instructions they use. */
export interface KernelBinary {
  /** "relaxed": products and sums rounded once, a quarter faster, last bits that depend on the processor; or "plain". */
  readonly instructions: "relaxed" | "plain";
  /** A WebAssembly.Module; a consumer without the browser's types has no such name. */
  readonly module: object;
}

function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);
  return bytes;
}

/** After this, the import's name and its kind, come the limits: 1 for memory with a maximum, 3 for the same shared. */
const memoryImport = [...new TextEncoder().encode("\u0003env\u0006memory"), 0x02];

/** The same binary for shared memory; no other byte differs. */
function withSharedMemory(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const start = bytes.findIndex((_, at) => memoryImport.every((byte, i) => bytes[at + i] === byte));
  return bytes.with(start + memoryImport.length, 3);
}

type Validate = (bytes: Uint8Array<ArrayBuffer>) => boolean;

const validates: Validate = (bytes) => typeof WebAssembly === "object" && WebAssembly.validate(bytes);

const candidates = { relaxed: relaxedBase64, plain: kernelBase64 } as const;

/** The binaries' names, the faster first. */
export const instructionNames = Object.keys(candidates) as readonly KernelBinary["instructions"][];

/** Undefined where compiling is forbidden: engines throw different errors then, of bytes that they have validated. */
function compile(bytes: Uint8Array<ArrayBuffer>): WebAssembly.Module | undefined {
  try {
    return new WebAssembly.Module(bytes);
  } catch {
    return undefined;
  }
}

/**
 * The fastest binary that the engine accepts, or undefined where it accepts none of them, or where the page's content
 * security policy forbids compiling any.
 * @param shared whether its memory is shared between threads
 * @param wanted the binaries to choose from, the faster first
 * @param accepts what decides; WebAssembly.validate unless told otherwise
 */
export function compileKernels(
  shared: boolean,
  wanted: readonly KernelBinary["instructions"][] = instructionNames,
  accepts: Validate = validates,
): KernelBinary | undefined {
  for (const instructions of wanted) {
    const bytes = decodeBase64(candidates[instructions]);
    if (!accepts(bytes)) continue;
    const module = compile(shared ? withSharedMemory(bytes) : bytes);
    return module && { instructions, module };
  }
  return undefined;
}
