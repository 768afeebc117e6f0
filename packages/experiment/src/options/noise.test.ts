// Label noise: how many labels become wrong, what they become, and that the seed alone decides.
import { createRandom } from "@softlabel/core";
import { describe, expect, it } from "vitest";
import { addNoise, noiseTable, parseNoise } from "./noise.ts";

const classes = 5;
const labels = Int32Array.from({ length: 1000 }, (_, i) => i % classes);
const flipsOf = (text: string, seed = 1) => parseNoise(text).flips(labels, classes, createRandom(seed));

describe("parseNoise", () => {
  it.each(["none", "symmetric:0.2", "pairs:0.45"])("gives %s back", (text) => {
    expect(parseNoise(text).toString()).toBe(text);
  });

  it("has a usual rate", () => expect(parseNoise("pairs").toString()).toBe("pairs:0.2"));

  it.each([
    ["symetric:0.2", "one of symmetric, "],
    ["symmetric:1.5", "rate to be a number from 0 to 1"],
    ["none:0.1", "none"],
  ])("refuses %s", (text, message) => expect(() => parseNoise(text)).toThrow(message));
});

describe("flips", () => {
  it.each(noiseTable.filter(({ name }) => name !== "none").map(({ name }) => name))(
    "%s makes exactly the share wrong, each row once and in order",
    (name) => {
      const flips = flipsOf(`${name}:0.2`);
      expect(flips).toHaveLength(200);
      const rows = flips.map(({ row }) => row);
      expect([...new Set(rows)].sort((a, b) => a - b)).toEqual(rows);
      for (const { row, from, to } of flips) {
        expect(from).toBe(labels[row]);
        expect(to).not.toBe(from);
        expect(to).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThan(classes);
      }
    },
  );

  it("pairs a class with the next, symmetric reaches every other class equally", () => {
    for (const { from, to } of flipsOf("pairs:0.5")) expect(to).toBe((from + 1) % classes);
    const steps = flipsOf("symmetric:1").map(({ from, to }) => (to - from + classes) % classes);
    const counts = [1, 2, 3, 4].map((step) => steps.filter((each) => each === step).length);
    // 1000 draws of four: each 250, give or take four standard deviations.
    for (const count of counts) expect(Math.abs(count - 250)).toBeLessThan(55);
  });

  it("is decided by the seed", () => {
    expect(flipsOf("symmetric:0.2")).toEqual(flipsOf("symmetric:0.2"));
    expect(flipsOf("symmetric:0.2", 2)).not.toEqual(flipsOf("symmetric:0.2"));
    expect(flipsOf("none")).toEqual([]);
    expect(flipsOf("pairs:0")).toEqual([]);
  });
});

describe("addNoise", () => {
  const clean = { count: 1000, shape: [1], inputs: new Float32Array(1000), labels };

  it("changes the flipped labels of a copy, alike for all methods of a seed", () => {
    const { train, flips } = addNoise({ noise: "symmetric:0.1", seed: 3 }, clean, classes);
    const changed = [...train.labels.keys()].filter((row) => train.labels[row] !== labels[row]);
    expect(changed).toEqual(flips.map(({ row }) => row));
    expect(flips).toHaveLength(100);
    expect(addNoise({ noise: "symmetric:0.1", seed: 3 }, clean, classes).flips).toEqual(flips);
    expect(addNoise({ noise: "symmetric:0.1", seed: 4 }, clean, classes).flips).not.toEqual(flips);
  });
});
