// The memory that kernels and sessions share, and what the kernels must never do to it.
import { describe, expect, it } from "vitest";
import { openArena } from "./arena.ts";

/** Numbers that are not zero and too small for a float32 of full precision. */
function subnormals(values: Float32Array): number {
  return values.filter((value) => value !== 0 && Math.abs(value) < 2 ** -126).length;
}

describe("openArena", () => {
  it("gives arrays of zeros that begin on cache lines and do not overlap", () => {
    const arena = openArena([3, 40, 16]);
    const arrays = [3, 40, 16].map((count) => arena.floats(count));
    arrays.forEach((array, i) => array.fill(i + 1));
    expect(arrays.map((array) => [array.length, array.byteOffset % 64, new Set(array).size])).toEqual([
      [3, 0, 1],
      [40, 0, 1],
      [16, 0, 1],
    ]);
  });

  it("has room for what was announced and no more, and never moves", () => {
    const arena = openArena([300_000]);
    const array = arena.floats(300_000);
    expect(() => arena.floats(1)).toThrow("Arena.floats: expected at most 0 values, got 1");
    expect(array.buffer).toBe(arena.kernels.memory.buffer);
    expect(array.buffer).toBeInstanceOf(ArrayBuffer);
  });

  it("refuses more than one memory can hold", () => {
    expect(() => openArena([2 ** 29, 2 ** 29])).toThrow("openArena: expected at most 4 GiB of parameters");
  });
});

describe("kernels", () => {
  const length = 64;

  /** Blocks of parameters, gradients, means and squares, and a step of each kernel that keeps averages. */
  function open() {
    const arena = openArena(new Array<number>(4).fill(length));
    const arrays = Array.from({ length: 4 }, () => arena.floats(length));
    const [p, g, m, s] = arrays.map((array) => array.byteOffset);
    const { kernels } = arena;
    const steps = {
      sgd: () => kernels.sgdWithMomentum(p, g, m, 4 * length, 0.1, 0, 0.9, 1, 0, 1),
      adam: () => kernels.adam(p, g, m, s, 4 * length, 1e-3, 0, 1, 0.1, 0.9, 0.1, 1, 1e-8),
      rmsprop: () => kernels.rmsprop(p, g, s, m, 4 * length, 1e-3, 0, 0.9, 0.1, 1e-8, 0.9),
    };
    return { arrays, steps };
  }
  const names = ["sgd", "adam", "rmsprop"] as const;

  it.each(names)("let the averages of dead units fade to zero without becoming subnormal: %s", (name) => {
    const { arrays, steps } = open();
    const [, , means, squares] = arrays;
    means.forEach((_, i) => (means[i] = (i % 2 === 0 ? 1 : -1) * 10 ** -(i % 37)));
    squares.set(means.map(Math.abs));
    for (let i = 0; i < 1500; i++) {
      steps[name]();
      expect(subnormals(means) + subnormals(squares), `step ${i}`).toBe(0);
    }
    expect(new Set(means.map(Math.abs))).toEqual(new Set([0]));
  });

  it("square tiny gradients without becoming subnormal", () => {
    const { arrays, steps } = open();
    arrays[1].fill(1e-21);
    steps.adam();
    expect(subnormals(arrays[3])).toBe(0);
    expect(arrays[3][0]).toBeLessThan(1e-30);
  });

  it.each(names)("keep a gradient that is not a number visible: %s", (name) => {
    const { arrays, steps } = open();
    arrays[1][5] = NaN;
    steps[name]();
    expect(arrays[0].findIndex(Number.isNaN)).toBe(5);
  });
});
