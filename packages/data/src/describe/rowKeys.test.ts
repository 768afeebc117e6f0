// Keys of rows: equal for equal content only, also where most bits of the values are zero.
import { expect, it } from "vitest";
import { firstOccurrences, RowKeys } from "./rowKeys.ts";

it("are equal for equal rows, and differ where one value does", () => {
  const keys = new RowKeys(4 * 3);
  const key = keys.of(Float32Array.of(1, 2, 3));
  expect(keys.of(Float32Array.of(9, 1, 2, 3).subarray(1))).toBe(key);
  for (const other of [
    [1, 2, 4],
    [2, 1, 3],
    [1, 2, -3],
    [1, 3, 2],
  ])
    expect(keys.of(Float32Array.from(other))).not.toBe(key);
});

it("do not agree by chance among many rows of small whole numbers, or of bytes that fill no word", () => {
  const numbers = new RowKeys(4 * 2);
  const bytes = new RowKeys(3);
  const found = new Set<number>();
  const foundBytes = new Set<number>();
  for (let a = 0; a < 200; a++) {
    for (let b = 0; b < 200; b++) {
      found.add(numbers.of(Float32Array.of(a, b)));
      foundBytes.add(bytes.of(Uint8Array.of(a, b, 7)));
    }
  }
  expect([found.size, foundBytes.size]).toEqual([40_000, 40_000]);
});

it("lead to the first row of each content", () => {
  expect(Array.from(firstOccurrences(Float64Array.of(5, 7, 5, 9, 7, 5)))).toEqual([0, 1, 0, 3, 1, 0]);
  // All in one slot of the table.
  expect(Array.from(firstOccurrences(Float64Array.of(16, 32, 16, 48)))).toEqual([0, 1, 0, 3]);
  expect(firstOccurrences(new Float64Array(0)).length).toBe(0);
});
