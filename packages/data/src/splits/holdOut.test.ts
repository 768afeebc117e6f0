// Rows held out: exact counts class by class, whole groups, one seed.
import { createRandom } from "@softlabel/core";
import { describe, expect, it } from "vitest";
import { heldOutCounts, holdOut } from "./holdOut.ts";

describe("heldOutCounts", () => {
  it.each<[number[], number, number[]]>([
    [[10, 10, 10], 0.2, [2, 2, 2]],
    [[5, 3, 2], 0.5, [3, 1, 1]],
    [[5, 5], 0.1, [1, 1]],
    [[100, 2, 1], 0.1, [9, 1, 0]],
    [[100, 2, 1], 0.99, [99, 1, 0]],
    [[3, 0, 4], 0.5, [2, 0, 2]],
    [[1, 1], 0.5, [0, 0]],
    [[7, 7, 7], 1 / 3, [3, 2, 2]],
  ])("of %j, %d is %j", (sizes, fraction, counts) => {
    expect(heldOutCounts(sizes, fraction)).toEqual(counts);
  });

  it("sums to the rounded fraction whenever every class is large enough, and is within one of each quota", () => {
    const random = createRandom(5);
    for (let trial = 0; trial < 200; trial++) {
      const sizes = Array.from({ length: 2 + random.integer(9) }, () => 40 + random.integer(60));
      const fraction = 0.05 + 0.9 * random.uniform();
      const counts = heldOutCounts(sizes, fraction);
      const total = sizes.reduce((a, b) => a + b);
      expect(counts.reduce((a, b) => a + b)).toBe(Math.round(fraction * total));
      counts.forEach((count, k) => expect(Math.abs(count - fraction * sizes[k])).toBeLessThan(1));
    }
  });
});

const heldRows = (marks: Uint8Array): number[] => [...marks.keys()].filter((row) => marks[row] === 1);

describe("holdOut", () => {
  const labels = Int32Array.from({ length: 3000 }, (_, row) => (row % 10 === 0 ? 1 : 0));

  it("takes a share of every class", () => {
    const held = heldRows(holdOut(labels, 0.2, createRandom(1)));
    expect([held.length, held.filter((row) => labels[row] === 1).length]).toEqual([600, 60]);
    expect(heldRows(holdOut(labels, 0.2, createRandom(1)))).toEqual(held);
    expect(heldRows(holdOut(labels, 0.2, createRandom(2)))).not.toEqual(held);
    expect(heldRows(holdOut(labels, 0, createRandom(1)))).toEqual([]);
  });

  it("takes whole groups, near the share of every class", () => {
    const random = createRandom(3);
    const groups = Int32Array.from(labels, () => 1 + 2 * random.integer(200));
    const marks = holdOut(labels, 0.2, createRandom(1), groups);
    const held = heldRows(marks);
    const heldGroups = new Set(held.map((row) => groups[row]));
    expect([...groups.keys()].filter((row) => heldGroups.has(groups[row])).length).toBe(held.length);
    expect(Math.abs(held.length - 600)).toBeLessThan(40);
    expect(Math.abs(held.filter((row) => labels[row] === 1).length - 60)).toBeLessThan(10);
    expect(holdOut(labels, 0.2, createRandom(1), groups)).toEqual(marks);
  });

  it("takes the smallest group where every one is too large, and never the only one", () => {
    const groups = Int32Array.from(labels, (_, row) => (row < 1400 ? 0 : row < 2100 ? 1 : 2));
    const marks = holdOut(labels, 0.1, createRandom(1), groups);
    expect(heldRows(marks).map((row) => groups[row])).toEqual(Array.from({ length: 700 }, () => 1));
    expect(heldRows(holdOut(labels, 0.1, createRandom(1), new Int32Array(3000)))).toEqual([]);
  });
});
