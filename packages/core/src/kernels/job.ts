// Writes the record that tells a kernel what to do; the fields are those of assembly/job.ts, in its order.

/** The kernels that work on ranges of rows. */
export const rowKernels = [
  "crossEntropyRows",
  "fewClassesRows",
  "relaxationRows",
  "fewClassesRelaxation",
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

const coefficientCount = 3;
const integerCount = 12;

/** Bytes of a record. */
export const jobBytes = 8 * coefficientCount + 4 * integerCount;

/** What writes jobs to an address; views are made once, for a call with few rows takes about as long as making one. */
export function jobWriter(memory: { readonly buffer: ArrayBuffer }, address: number): (job: Job) => void {
  const coefficients = new Float64Array(memory.buffer, address, coefficientCount);
  const integers = new Int32Array(memory.buffer, address + 8 * coefficientCount, integerCount);
  return (job) => {
    coefficients[0] = job.peak ?? 0;
    coefficients[1] = job.spread ?? 0;
    coefficients[2] = job.scale ?? 0;
    integers[0] = job.logits;
    integers[1] = job.labels ?? 0;
    integers[2] = job.gradient ?? 0;
    integers[3] = job.losses;
    integers[4] = job.shares ?? 0;
    integers[5] = job.shareStride ?? 0;
    integers[6] = job.factors ?? 0;
    integers[7] = job.classes;
    integers[8] = job.ignored;
    integers[9] = job.predicted ?? 0;
    integers[10] = job.confidence ?? 0;
    integers[11] = job.brier ?? 0;
  };
}
