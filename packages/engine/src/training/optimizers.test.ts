// Optimizers against traces from PyTorch, and their text form.
import { describe, expect, it } from "vitest";
import { formatDefaults } from "@softlabel/core/internal";
import { readReference } from "../../../../test/reference.ts";
import { openArena } from "../kernels/arena.ts";
import { optimizerTable, parseOptimizer, type OptimizerBlock } from "./optimizers.ts";

interface Trace {
  readonly optimizer: string;
  readonly options: Record<string, number | boolean>;
  readonly start: { data: number[] };
  readonly grads: { shape: number[]; data: number[] };
  readonly trace: number[][];
}

const traces = readReference<Trace[]>("optimizers.json");

function describeOptimizer({ optimizer, options }: Trace): string {
  const items = Object.entries(options).map(([name, value]) => `${name.replace("_", "-")}=${value}`);
  return `${optimizer.toLowerCase()}:${items.join(",")}`;
}

/** A block whose arrays are padded with zeros to whole cache lines. */
function openBlock(length: number, stateArrays: number): OptimizerBlock {
  const padded = Math.ceil(length / 16) * 16;
  const arena = openArena(new Array<number>(2 + stateArrays).fill(padded));
  const parameters = arena.floats(padded);
  const gradients = arena.floats(padded);
  const state = Array.from({ length: stateArrays }, () => arena.floats(padded));
  return { kernels: arena.kernels, parameters, gradients, state };
}

describe("optimizers follow PyTorch", () => {
  it.each(traces.map((trace) => [describeOptimizer(trace), trace] as const))("%s", (text, { start, grads, trace }) => {
    const optimizer = parseOptimizer(text);
    const [steps, length] = grads.shape;
    const block = openBlock(length, optimizer.stateArrays);
    block.parameters.set(start.data);
    for (let step = 0; step < steps; step++) {
      block.gradients.set(grads.data.slice(step * length, (step + 1) * length));
      optimizer.apply(block, step + 1, optimizer.learningRate);
      trace[step].forEach((expected, i) => expect(block.parameters[i]).toBeCloseTo(expected, 5));
    }
  });
});

describe("an optimizer step", () => {
  it("forgets a large gradient wholly where it is to remember none", () => {
    const optimizer = parseOptimizer("adam:lr=0.1,beta1=0,beta2=0");
    const block = openBlock(1, optimizer.stateArrays);
    [1e4, 1e-5].forEach((gradient, step) => {
      block.gradients[0] = gradient;
      optimizer.apply(block, step + 1, 0.1);
    });
    // Twice the rate, but for epsilon: g / (|g| + 1e-8).
    expect(block.parameters[0]).toBeCloseTo(-0.1 - 0.1 / 1.001, 6);
  });

  it("treats every position of a long block alike", () => {
    for (const text of ["sgd", "sgd:momentum=0.9,nesterov=true", "adam", "adamw", "rmsprop:momentum=0.5"]) {
      const optimizer = parseOptimizer(text);
      const block = openBlock(4096, optimizer.stateArrays);
      block.parameters.fill(0.5);
      block.gradients.fill(-0.25);
      for (let step = 1; step <= 3; step++) optimizer.apply(block, step, 0.01);
      expect(new Set(block.parameters).size).toBe(1);
      expect(block.parameters[0]).toBeGreaterThan(0.5);
    }
  });

  const averaging = ["sgd:momentum=0.9", "adam", "adamw", "rmsprop:momentum=0.9"];

  it.each(averaging)("lets the averages of dead units fade to zero without becoming subnormal: %s", (text) => {
    const optimizer = parseOptimizer(text);
    const block = openBlock(64, optimizer.stateArrays);
    const isSubnormal = (value: number): boolean => value !== 0 && Math.abs(value) < 2 ** -126;
    for (const array of block.state) array.forEach((_, i) => (array[i] = 10 ** -(i % 30)));
    for (let step = 1; step <= 1500; step++) {
      optimizer.apply(block, step, 0.001);
      expect(
        block.state.flatMap((array) => [...array].filter(isSubnormal)),
        `step ${step}`,
      ).toEqual([]);
    }
    expect(Math.min(...block.state.map((array) => Math.max(...array)))).toBe(0);
  });

  it.each(["sgd", ...averaging])("keeps a gradient that is not a number visible: %s", (text) => {
    const optimizer = parseOptimizer(text);
    const block = openBlock(64, optimizer.stateArrays);
    block.gradients[5] = NaN;
    for (let step = 1; step <= 16; step++) optimizer.apply(block, step, 0.001);
    expect(block.parameters.findIndex(Number.isNaN)).toBe(5);
  });

  it("with momentum 0 in rmsprop divides the gradient by its root mean square", () => {
    const block = openBlock(1, 2);
    block.gradients[0] = 4;
    parseOptimizer("rmsprop:alpha=0.75,eps=1").apply(block, 1, 1);
    expect(block.parameters[0]).toBeCloseTo(-4 / (2 + 1), 6);
  });
});

describe("parseOptimizer", () => {
  it.each([
    ["adam", "adam:lr=0.001"],
    ["adam:0.001", "adam:lr=0.001"],
    ["adam:0.01", "adam:lr=0.01"],
    ["adam:weight-decay=0.1,lr=0.002", "adam:lr=0.002,weight-decay=0.1"],
    ["sgd:0.2, nesterov=true, momentum=0.9", "sgd:lr=0.2,momentum=0.9,nesterov=true"],
    ["sgd:momentum=0.9,nesterov=false", "sgd:lr=0.1,momentum=0.9"],
    ["rmsprop:alpha=0.9", "rmsprop:lr=0.01,alpha=0.9"],
  ])("reads %s as %s", (text, canonical) => {
    const optimizer = parseOptimizer(text);
    expect(optimizer.toString()).toBe(canonical);
    expect(parseOptimizer(canonical).parameters).toEqual(optimizer.parameters);
  });

  it("has defaults in range for every row", () => {
    for (const row of optimizerTable) expect(parseOptimizer(formatDefaults(row)).name).toBe(row.name);
  });

  it.each([
    ["adm", 'optimizer "adm": expected the name to be one of adam, '],
    ["adam:lr=-1", 'optimizer "adam:lr=-1": expected lr to be a number above 0, got -1; write it as in adam:lr=0.001,'],
    ["adam:lr=fast", 'expected lr to be a number above 0, got "fast"'],
    ["adam:beta1=1", "expected beta1 to be a number of at least 0 and below 1, got 1"],
    ["adam:weight_decay=1", "expected a parameter to be one of weight-decay, "],
    ["adam:lr=1,lr=2", "expected lr once"],
    ["sgd:nesterov=maybe", 'expected nesterov to be one of false, true, got "maybe"'],
    ["sgd:nesterov=true", 'optimizer sgd: expected a momentum and no dampening beside nesterov, got {"momentum":0,'],
  ])("refuses %s", (text, message) => {
    expect(() => parseOptimizer(text)).toThrow(message);
  });
});
