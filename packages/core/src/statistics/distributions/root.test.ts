// Zeros of monotone functions, smooth and not.
import { expect, it } from "vitest";
import { rootBetween } from "./root.ts";

it.each([
  ["a line", (x: number) => 3 * x - 1, 1 / 3],
  ["a cube, flat at its zero", (x: number) => (x - 0.25) ** 3, 0.25],
  ["an exponential", (x: number) => Math.exp(-x) - 0.5, Math.LN2],
  ["a step", (x: number) => (x < 0.7 ? -1 : 1), 0.7],
  ["one that is infinite at an end", (x: number) => Math.log(x) + 1, Math.exp(-1)],
])("finds the zero of %s from both sides", (_, f, zero) => {
  expect(rootBetween(f, 0, 2, 1e-14)).toBeCloseTo(zero, 5);
  expect(rootBetween(f, 2, 0, 1e-14)).toBeCloseTo(zero, 5);
});

it("takes few evaluations of a smooth function", () => {
  let calls = 0;
  const root = rootBetween((x) => (calls++, Math.exp(-x) - 1e-3), 0, 230, 1e-13);
  expect(root).toBeCloseTo(Math.log(1000), 12);
  expect(calls).toBeLessThan(40);
});
