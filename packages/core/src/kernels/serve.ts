// What a thread does: sleep until a job is published, claim rows of it, sleep again.

/** What a thread is told at its start. */
export interface Service {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** Address of the job's record. */
  readonly job: number;
  /** Address of the first thread's scratch memory. */
  readonly scratch: number;
  /** Number of the thread, from 0. */
  readonly slot: number;
  /** generation, open, active, next, rows, step, kernel: see threads.ts. */
  readonly control: Int32Array;
}

/** Runs in the thread, from its source text: it uses nothing from outside itself. */
export function serve({ module, memory, job, scratch, slot, control }: Service): void {
  const imports = { env: { memory }, math: Math as unknown as WebAssembly.ModuleImports };
  const exports = new WebAssembly.Instance(module, imports).exports;
  const kernels = [
    "crossEntropyRows",
    "fewClassesRows",
    "relaxationRows",
    "fewClassesRelaxation",
    "evaluationRows",
    "fewClassesEvaluation",
  ];
  for (let seen = 0; ;) {
    // Some microseconds, for calls that follow one another: waking takes longer.
    for (let looks = 20_000; looks > 0 && Atomics.load(control, 0) === seen; looks--);
    Atomics.wait(control, 0, seen);
    seen = Atomics.load(control, 0);
    Atomics.add(control, 2, 1);
    if (Atomics.load(control, 1) === 1) {
      if (control[6] < 0) return;
      const kernel = exports[kernels[control[6]]] as (job: number, begin: number, end: number, scratch: number) => void;
      for (
        let begin = Atomics.add(control, 3, control[5]);
        begin < control[4];
        begin = Atomics.add(control, 3, control[5])
      )
        kernel(job, begin, Math.min(begin + control[5], control[4]), scratch + slot * 65536);
    }
    Atomics.sub(control, 2, 1);
  }
}
