// float32 in as few digits as give it again, beside the text that trying every length gives.
import { createRandom } from "@softlabel/core";
import { describe, expect, it } from "vitest";
import { longestFloat, shortestText, writeFloat, writeWhole } from "./shortestFloat.ts";

function written(value: number, write = writeFloat): string {
  const bytes = new Uint8Array(longestFloat + 3).fill(33);
  return new TextDecoder().decode(bytes.subarray(3, write(value, bytes, 3)));
}

/** The shortest text that gives a float32 again, by trying. */
function tried(value: number): number {
  const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9].find((count) => Math.fround(Number(value.toPrecision(count))) === value)!;
  return Number(value.toPrecision(digits));
}

describe("writeFloat", () => {
  it.each([
    [0, "0"],
    [1, "1"],
    [0.5, "0.5"],
    [0.1, "0.1"],
    [0.99999994, "0.99999994"],
    [0.00123, "0.00123"],
    [1.1e-6, "0.0000011"],
    [1e-6, "1e-6"],
    [1.5e-9, "1.5e-9"],
    [1e-12, "1e-12"],
    [2.5e-13, "2.5e-13"],
    [1e-30, "1e-30"],
    [-0.25, "-0.25"],
    [12345678, "12345678"],
  ])("writes %d as %s", (value, text) => {
    expect(written(Math.fround(value))).toBe(text);
  });

  it("writes any number from 0 to 1 in the fewest digits", () => {
    const random = createRandom("floats");
    const [float, bits] = [new Float32Array(1), new Uint32Array(1)];
    for (let i = 0; i < 20_000; i++) {
      // Even in the logarithm, as small probabilities are.
      bits[0] = Math.floor(random.uniform() * 0x3f800000);
      float.set(new Float32Array(bits.buffer));
      expect(Number(written(float[0]))).toBe(tried(float[0]));
      const even = Math.fround(random.uniform());
      expect(Number(written(even))).toBe(tried(even));
    }
  });

  it("agrees with the text for numbers elsewhere", () => {
    for (const value of [-1.5, 3.25, 1e20, 7e-20].map(Math.fround)) {
      expect(written(value)).toBe(shortestText(value));
      expect(Math.fround(Number(shortestText(value)))).toBe(value);
    }
  });
});

describe("writeWhole", () => {
  it.each([1, 9, 10, 99, 100, 123456789, 2 ** 53])("writes %d", (value) => {
    expect(written(value, writeWhole)).toBe(String(value));
  });
});
