// Both binaries of the kernels, for tests that hold each of them to its bounds.
import v8 from "node:v8";
import { openKernels } from "./kernels.ts";

// Node 20 has the relaxed instructions behind a flag, which counts for what is compiled from now on.
const relaxedByDefault = Number(process.versions.node.split(".")[0]) >= 22;
if (!relaxedByDefault) v8.setFlagsFromString("--experimental-wasm-relaxed-simd");

/** Those that this engine runs; where it lacks one, that is printed. */
export const kernelBinaries = (["plain", "relaxed"] as const).flatMap((instructions) => {
  const kernels = openKernels({ instructions, staging: 2 ** 20 });
  if (kernels === undefined) console.log(`no ${instructions} kernels: this engine does not run their instructions`);
  return kernels === undefined ? [] : [{ instructions, kernels }];
});
