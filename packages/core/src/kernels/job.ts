// Writes the record that tells a kernel what to do; the fields are those of assembly/job.ts, in its order.

/** The kernels that work on ranges of rows. */
export const rowKernels = [
  "crossEntropyRows",
  "fewClassesRows",
  "relaxationRows",
  "evaluationRows",
  "fewClassesEvaluation",
] as const;

/** A kernel's name. */
export type RowKernel = (typeof rowKernels)[number];

/** A kernel and its record; what is absent is 0. */
export interface Job {
  readonly kernel: RowKernel;
  readonly rows: number;
  readonly classes: number;
  readonly ignored: number;
  readonly peak?: number;
  readonly spread?: number;
  readonly scale?: number;
  /** Addresses. */
  readonly logits: number;
  readonly labels?: number;
  readonly gradient?: number;
  readonly losses: number;
  readonly shares?: number;
  readonly shareStride?: number;
  readonly factors?: number;
  readonly predicted?: number;
  readonly confidence?: number;
  readonly brier?: number;
}

const coefficients = ["peak", "spread", "scale"] as const;
const integers = [
  ...["logits", "labels", "gradient", "losses", "shares", "shareStride", "factors"],
  ...["classes", "ignored", "predicted", "confidence", "brier"],
] as readonly (keyof Job)[];

/** Bytes of a record. */
export const jobBytes = 8 * coefficients.length + 4 * integers.length;

/** Writes a job's record. */
export function writeJob(memory: WebAssembly.Memory, address: number, job: Job): void {
  const view = new DataView(memory.buffer);
  coefficients.forEach((name, i) => view.setFloat64(address + 8 * i, job[name] ?? 0, true));
  const start = address + 8 * coefficients.length;
  integers.forEach((name, i) => view.setInt32(start + 4 * i, (job[name] as number | undefined) ?? 0, true));
}
