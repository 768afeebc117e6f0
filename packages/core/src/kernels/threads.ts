// Threads that share the kernels' memory and claim rows of a job from one counter.
import { serve, type Service } from "./serve.ts";

/** Positions of a job's int32s, counted from `Service.control`; serve.ts, which may import nothing, has the same. */
const [generation, open, active, next, rows, step, kernel] = [0, 1, 2, 3, 4, 5, 6];
/** No kernel: end. */
const nothing = -1;

/** Threads beside the caller's. */
export interface Threads {
  /** Runs a job over all rows; the caller works too, with `work`. */
  run(kernelIndex: number, count: number, work: (begin: number, end: number) => void): void;
  close(): void;
}

interface AnyWorker {
  postMessage(message: unknown): void;
  terminate(): unknown;
  unref?(): void;
}

interface NodeThreads {
  readonly Worker: new (source: string, options: { eval: true }) => AnyWorker;
}

type Process = { readonly getBuiltinModule?: (name: string) => NodeThreads };

const source = `${serve.toString()}
if (typeof require === "function") require("node:worker_threads").parentPort.once("message", serve);
else onmessage = (event) => serve(event.data);`;

/** A thread in Node, or else in a browser. */
function startWorker(): AnyWorker {
  const { process } = globalThis as { process?: Process };
  const node = process?.getBuiltinModule?.("node:worker_threads");
  if (node !== undefined) return new node.Worker(source, { eval: true });
  return new Worker(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
}

/** Claims ranges of rows until none is left. */
function claimRows(control: Int32Array, work: (begin: number, end: number) => void): void {
  for (;;) {
    const begin = Atomics.add(control, next, control[step]);
    if (begin >= control[rows]) return;
    work(begin, Math.min(begin + control[step], control[rows]));
  }
}

/**
 * Starts threads. One that is not awake yet, or never wakes, costs nothing: the others claim its rows. Between a job's end
 * and the next one's record nobody is `active`, so that no latecomer reads half of it.
 */
export function startThreads(service: Omit<Service, "control" | "slot">, count: number): Threads {
  const control = new Int32Array(new SharedArrayBuffer(64));
  const workers = Array.from({ length: count }, (_, i) => {
    const worker = startWorker();
    worker.unref?.();
    worker.postMessage({ ...service, control, slot: i });
    return worker;
  });
  const publish = (index: number): void => {
    control[kernel] = index;
    Atomics.store(control, open, 1);
    Atomics.add(control, generation, 1);
    Atomics.notify(control, generation);
  };
  return {
    run(index, total, work) {
      control[rows] = total;
      // Ranges begin at multiples of four, as kernels of four rows need; 16 a thread, that all end at about the same time.
      control[step] = Math.ceil(total / (64 * (count + 1))) * 4;
      Atomics.store(control, next, 0);
      publish(index);
      claimRows(control, work);
      Atomics.store(control, open, 0);
      while (Atomics.load(control, active) > 0);
    },
    close() {
      publish(nothing);
      for (const worker of workers) void worker.terminate();
    },
  };
}
