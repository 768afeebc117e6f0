// PyTorch as contestants: pytorch.py in processes of its own.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Contestant, EpochResult, TrainingOptions } from "./contestant.ts";
import { startProcess } from "./contestantProcess.ts";

const script = fileURLToPath(new URL("pytorch.py", import.meta.url));

/** A Python that has PyTorch. */
export interface Python {
  readonly path: string;
  readonly version: string;
}

/** The Python asked for, or else the first on the PATH that can import torch. */
export function findPython(asked?: string): Python | undefined {
  const program = "import platform, torch; print(f'PyTorch {torch.__version__}, Python {platform.python_version()}')";
  for (const path of asked === undefined ? ["python3", "python"] : [asked]) {
    try {
      const stdio = ["ignore", "pipe", "ignore"] as const;
      const version = execFileSync(path, ["-c", program], { encoding: "utf8", stdio: [...stdio] }).trim();
      return { path, version };
    } catch {
      continue;
    }
  }
  return undefined;
}

/** The settings in which PyTorch may be at its best; flushing helps where Adam's moments decay to denormal numbers. */
export function pytorchVariants(threads: readonly number[]): string[][] {
  const flags = [[], ["--fused"], ["--fused", "--flush-denormals"]];
  return threads.flatMap((count) => flags.map((some) => ["--threads", String(count), ...some]));
}

/** Starts PyTorch with the flags of a variant. */
export function startPytorch(python: Python, variant: readonly string[], options: TrainingOptions): Contestant {
  const { data, epochs, batchSize, smoothing, seed } = options;
  const values = { data, epochs, "batch-size": batchSize, smoothing, seed };
  const flags = Object.entries(values).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const name = `PyTorch ${variant.join(" ").replace("--threads ", "").replaceAll(" --", ", ")}`;
  const args = [script, ...flags, ...variant, "--on-request"];
  return { name, isPeer: true, ...startProcess<EpochResult>(name, python.path, args) };
}
