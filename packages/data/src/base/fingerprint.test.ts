// The fingerprint changes with the data and with nothing else.
import { describe, expect, it } from "vitest";
import { fingerprint } from "./fingerprint.ts";

const examples = (inputs: number[], labels: number[], shape: number[]) => ({
  count: labels.length,
  shape,
  inputs: Uint8Array.from(inputs),
  labels: Int32Array.from(labels),
});

describe("fingerprint", () => {
  const usual = fingerprint(examples([1, 2, 3, 4], [0, 1], [2]));

  it("is the same for the same data, wherever they are in memory", () => {
    const larger = Uint8Array.from([9, 1, 2, 3, 4]);
    expect(fingerprint({ ...examples([], [0, 1], [2]), inputs: larger.subarray(1) })).toBe(usual);
    expect(usual).toMatch(/^[0-9a-f]{64}$/);
  });

  it("differs when a value, a label, the shape, the type or the parting differs", () => {
    const others = [
      fingerprint(examples([1, 2, 3, 5], [0, 1], [2])),
      fingerprint(examples([1, 2, 3, 4], [1, 1], [2])),
      fingerprint(examples([1, 2, 3, 4], [0, 1], [1, 2])),
      fingerprint({ ...examples([], [0, 1], [2]), inputs: Float32Array.from([1, 2, 3, 4]) }),
      fingerprint(examples([1, 2], [0], [2]), examples([3, 4], [1], [2])),
    ];
    expect(new Set([usual, ...others]).size).toBe(6);
  });
});
