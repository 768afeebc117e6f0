// Work done several at a time keeps its order, its width, and its failures.
import { setImmediate } from "node:timers/promises";
import { expect, it } from "vitest";
import { inOrder } from "./inOrder.ts";

it("gives results in the order of the items, however long each takes, and no more at once than allowed", async () => {
  let underWay = 0;
  let most = 0;
  const work = async (turns: number): Promise<number> => {
    most = Math.max(most, ++underWay);
    for (let turn = 0; turn < turns; turn++) await setImmediate();
    underWay--;
    return turns;
  };
  const results: number[] = [];
  for await (const result of inOrder([5, 1, 3, 0, 2, 4], 3, work)) results.push(result);
  expect(results).toEqual([5, 1, 3, 0, 2, 4]);
  expect(most).toBe(3);
});

it("rejects when the turn of a failed item comes", async () => {
  const results: number[] = [];
  const work = (n: number) => (n === 2 ? Promise.reject(new Error("two")) : Promise.resolve(n));
  const all = async () => {
    for await (const result of inOrder([1, 2, 3], 3, work)) results.push(result);
  };
  await expect(all()).rejects.toThrow("two");
  expect(results).toEqual([1]);
});
