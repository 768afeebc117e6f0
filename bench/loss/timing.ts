// How a contestant's process is asked and answers: a line with a shape in, a line with nanoseconds an element out.
import readline from "node:readline";
import type { Shape } from "./shapes.ts";

/** A step of work on prepared arrays; asynchronous for libraries that compute later. */
export type Step = () => void | Promise<void>;

/** A contestant's answer. */
export interface Answer {
  /** Median of the batches, nanoseconds an element. */
  readonly nanoseconds: number;
  /** The loss, to see that all compute the same; null without one. */
  readonly loss: number | null;
}

const batches = 5;
const batchMilliseconds = 40;

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

/** Milliseconds a step, the median of some batches after some to warm up. */
export async function timeStep(step: Step): Promise<number> {
  await timeBatch(step, 3);
  let repetitions = 1;
  for (let spent = 0; spent < batchMilliseconds && repetitions < 1e6; repetitions *= 2)
    spent = await timeBatch(step, repetitions);
  repetitions = Math.max(1, repetitions >> 1);
  const times: number[] = [];
  for (let batch = 0; batch < batches; batch++) times.push((await timeBatch(step, repetitions)) / repetitions);
  return median(times);
}

/** Answers each shape that comes in; `prepare` makes its step and tells the loss. */
export async function answerShapes(
  prepare: (shape: Shape) => { step: Step; loss: () => number | Promise<number> },
): Promise<void> {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const shape = JSON.parse(line) as Shape;
    const { step, loss } = prepare(shape);
    const milliseconds = await timeStep(step);
    const answer: Answer = { nanoseconds: (1e6 * milliseconds) / (shape.rows * shape.classes), loss: await loss() };
    console.log(JSON.stringify(answer));
  }
}
