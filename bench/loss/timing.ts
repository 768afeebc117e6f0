// How a contestant's process is asked and answers: a line with a shape in, a line with nanoseconds an element out.
import readline from "node:readline";
import type { Shape } from "./shapes.ts";

/** A step of work on prepared arrays; asynchronous for libraries that compute later. */
export type Step = () => void | Promise<void>;

/** A contestant's answer. */
export interface Answer {
  /** Nanoseconds an element: the median of the batches, and the least. */
  readonly nanoseconds: number;
  readonly least: number;
  /** The loss, to see that all compute the same; null without one. */
  readonly loss: number | null;
}

// Batches are shorter than the turns that a busy machine gives its processes, so that some run undisturbed.
const batchMilliseconds = 2;
const totalMilliseconds = 300;
const fewestBatches = 5;

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

async function timeBatch(step: Step, repetitions: number): Promise<number> {
  const start = performance.now();
  for (let i = 0; i < repetitions; i++) {
    const pending = step();
    if (pending !== undefined) await pending;
  }
  return performance.now() - start;
}

/** Milliseconds per step in some batches, after some to warm up. */
async function timeStep(step: Step): Promise<number[]> {
  let repetitions = 1;
  for (let warm = 0; warm < totalMilliseconds;) {
    const spent = await timeBatch(step, repetitions);
    if (spent < batchMilliseconds) repetitions *= 2;
    warm += spent;
  }
  const times: number[] = [];
  for (let total = 0; total < totalMilliseconds || times.length < fewestBatches;) {
    const spent = await timeBatch(step, repetitions);
    times.push(spent / repetitions);
    total += spent;
  }
  return times;
}

/** Answers each shape that comes in; `prepare` makes its step and tells the loss. */
export async function answerShapes(
  prepare: (shape: Shape) => { step: Step; loss: () => number | Promise<number> },
): Promise<void> {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const shape = JSON.parse(line) as Shape;
    const { step, loss } = prepare(shape);
    const times = (await timeStep(step)).map((time) => (1e6 * time) / (shape.rows * shape.classes));
    const answer: Answer = { nanoseconds: median(times), least: Math.min(...times), loss: await loss() };
    console.log(JSON.stringify(answer));
  }
}
