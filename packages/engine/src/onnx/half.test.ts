// Halves: the bits of known numbers, all bits there and back, and rounding.
import * as ort from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { GraphBuilder } from "./builder.ts";
import { numbersOf, tensorOf } from "./elementTypes.ts";
import { int } from "./graph.ts";
import { halfBits, halfValue } from "./half.ts";
import { openSession } from "./runtime.ts";

describe("halfBits and halfValue", () => {
  it("know zero, one, the ends of the range and what is not a number", () => {
    const known = [
      [0, 0],
      [-0, 0x8000],
      [1, 0x3c00],
      [-2, 0xc000],
      [0.5, 0x3800],
      [65504, 0x7bff],
      [2 ** -14, 0x0400],
      [2 ** -24, 0x0001],
      [Infinity, 0x7c00],
      [-Infinity, 0xfc00],
      [NaN, 0x7e00],
    ];
    for (const [value, bits] of known) {
      expect(halfBits(value)).toBe(bits);
      expect(halfValue(bits)).toBe(value);
    }
  });

  it("round to the nearest, ties to even, and overflow to infinity", () => {
    for (const [value, rounded] of [
      [1 + 2 ** -11, 1],
      [1 + 3 * 2 ** -11, 1 + 2 ** -9],
      [1 + 2 ** -11 + 2 ** -40, 1 + 2 ** -10],
      [2 - 2 ** -12, 2],
      [2 ** -25, 0],
      [3 * 2 ** -25, 2 ** -23],
      [65519.99, 65504],
      [-65520, -Infinity],
      [1e300, Infinity],
      [5e-324, 0],
    ])
      expect(halfValue(halfBits(value))).toBe(rounded);
  });

  it("give back every half", () => {
    const all = Array.from({ length: 0x10000 }, (_, bits) => bits).filter((bits) => !Number.isNaN(halfValue(bits)));
    expect(all.filter((bits) => halfBits(halfValue(bits)) !== bits)).toEqual([]);
    expect(all).toHaveLength(0x10000 - 2 * 1023);
  });

  it("are how constants of halves are written and read", () => {
    const tensor = tensorOf("float16", [3], [0.5, -2, 1e6]);
    expect(tensor.data).toEqual(Uint16Array.of(0x3800, 0xc000, 0x7c00));
    expect(numbersOf(tensor)).toEqual([0.5, -2, Infinity]);
    expect(numbersOf(tensorOf("int64", [1], [-3]))).toEqual([-3]);
  });

  it("agree with the runtime", async () => {
    const values = Array.from({ length: 500 }, (_, i) => Math.fround(Math.sin(i) * 2 ** (((i * 7) % 40) - 26)));
    const builder = new GraphBuilder("cast");
    const x = builder.input("x", "float32", [500]);
    builder.output(builder.node("Cast", [x], { to: int(10) }, "y"));
    const session = await openSession(ort, builder.build(), { threads: 1 });
    const { y } = await session.run({ x: tensorOf("float32", [500], values) });
    expect(Array.from(y.data as Uint16Array)).toEqual(values.map(halfBits));
    await session.release();
  });
});
