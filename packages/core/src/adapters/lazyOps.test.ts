// That of a formula only what is asked for is computed, and once.
import { expect, it } from "vitest";
import { matrixOps, type Matrix } from "../losses/matrix.ts";
import { lazyOps } from "./lazyOps.ts";

it("computes what is asked for, once", () => {
  const calls: string[] = [];
  const counted = {
    ...matrixOps,
    exp: (a: Matrix) => (calls.push("exp"), matrixOps.exp(a)),
    log: (a: Matrix) => (calls.push("log"), matrixOps.log(a)),
  };
  const ops = lazyOps(counted);
  const e = ops.exp(ops.constant(1));
  const one = ops.log(e);
  const twice = ops.add(e, e);
  expect(calls).toEqual([]);
  expect(twice().data[0]).toBeCloseTo(2 * Math.E, 14);
  expect(calls).toEqual(["exp"]);
  expect([one().data[0], one().data[0]]).toEqual([1, 1]);
  expect(calls).toEqual(["exp", "log"]);
});
