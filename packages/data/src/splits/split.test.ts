// Stratified splits: exact counts, whole classes, one seed.
import { createRandom } from "@softlabel/core";
import { inputsOf } from "@softlabel/engine";
import { describe, expect, it } from "vitest";
import { splitTrain } from "./split.ts";

/** Examples whose one value is their row. */
const numbered = (labels: readonly number[]) => ({
  count: labels.length,
  shape: [1],
  inputs: Float32Array.from(labels, (_, row) => row),
  labels: Int32Array.from(labels),
});

const countOf = (labels: Int32Array, label: number): number => labels.filter((other) => other === label).length;

describe("splitTrain", () => {
  const labels = Array.from({ length: 90 }, (_, i) => (i % 9 === 0 ? 2 : i % 2));
  const examples = numbered(labels);

  it("puts every row on one side, with its own label, in order", () => {
    const { train, validation } = splitTrain(examples, 0.2, createRandom(1));
    expect(validation.count).toBe(18);
    expect(countOf(validation.labels, 2)).toBe(2);
    for (const part of [train, validation]) {
      expect(Array.from(part.labels)).toEqual(Array.from(inputsOf(part), (row) => labels[row]));
      expect(Array.from(inputsOf(part))).toEqual(Array.from(inputsOf(part)).sort((a, b) => a - b));
    }
    expect(new Set([...inputsOf(train), ...inputsOf(validation)]).size).toBe(90);
  });

  it("is decided by the seed", () => {
    const held = (seed: number) => Array.from(inputsOf(splitTrain(examples, 0.2, createRandom(seed)).validation));
    expect(held(1)).toEqual(held(1));
    expect(held(1)).not.toEqual(held(2));
  });

  it("holds out nothing for fraction 0", () => {
    const { train, validation } = splitTrain(examples, 0, createRandom(1));
    expect(validation.count).toBe(0);
    expect(inputsOf(validation).length).toBe(0);
    expect(inputsOf(train)).toEqual(examples.inputs);
  });

  it("keeps groups whole", () => {
    const groups = Int32Array.from({ length: 90 }, (_, row) => Math.floor(row / 6));
    const { train, validation } = splitTrain(examples, 0.2, createRandom(1), groups);
    const groupsOf = (part: typeof train) => new Set(Array.from(inputsOf(part), (row) => groups[row]));
    expect(validation.count).toBe(18);
    expect([...groupsOf(train)].filter((group) => groupsOf(validation).has(group))).toEqual([]);
  });

  it("copes with absent classes and keeps the type of the inputs", () => {
    const bytes = { ...numbered([0, 3, 0, 3]), inputs: Uint8Array.from([1, 2, 3, 4]) };
    const { validation } = splitTrain(bytes, 0.5, createRandom(1));
    expect(inputsOf(validation)).toBeInstanceOf(Uint8Array);
    expect(Array.from(validation.labels)).toEqual([0, 3]);
  });

  it("refuses to hold out everything", () => {
    expect(() => splitTrain(examples, 1, createRandom(1))).toThrow(
      "splitTrain: expected the fraction held out to be a number of at least 0 and below 1, got 1",
    );
  });
});
