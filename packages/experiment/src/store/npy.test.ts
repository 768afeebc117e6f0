// .npy files: what is written reads back, as NumPy lays it out; damage is named.
import { describe, expect, it } from "vitest";
import { decodeNpy, encodeNpy } from "./npy.ts";

describe("npy", () => {
  it.each([
    [new Float32Array([1, -2.5, NaN, 4, 5, 6]), [2, 3]],
    [new Int32Array([3, 1, 2]), [3]],
    [new Float32Array(0), [0, 10]],
  ])("reads back what it wrote: %o", (data, shape) => {
    const bytes = encodeNpy({ data, shape });
    expect(decodeNpy(bytes, "a.npy")).toEqual({ data, shape });
    // Files are Buffers at any offset of a pool.
    const pool = Buffer.concat([Buffer.from([7]), bytes, Buffer.from([7])]);
    expect(decodeNpy(pool.subarray(1, 1 + bytes.length), "a.npy")).toEqual({ data, shape });
  });

  it("pads the header so that values begin at a multiple of 64, after a line end", () => {
    const bytes = encodeNpy({ data: new Float32Array(5), shape: [5] });
    expect((bytes.length - 20) % 64).toBe(0);
    expect(bytes[bytes.length - 21]).toBe(10);
    expect(new TextDecoder().decode(bytes)).toContain("{'descr': '<f4', 'fortran_order': False, 'shape': (5,), }");
  });

  it("names the file when it is cut short, foreign or of another type", () => {
    const bytes = encodeNpy({ data: new Float32Array(4), shape: [4] });
    expect(() => decodeNpy(bytes.subarray(0, bytes.length - 3), "a.npy")).toThrow(
      "a.npy: expected 16 bytes of values, got 13; the file is cut short or damaged",
    );
    expect(() => decodeNpy(new Uint8Array(200), "a.npy")).toThrow("a.npy: expected a .npy file");
    const doubles = new TextEncoder().encode(new TextDecoder("latin1").decode(bytes).replace("<f4", "<f2"));
    doubles.set(bytes.subarray(0, 10));
    expect(() => decodeNpy(doubles.subarray(0, bytes.length), "a.npy")).toThrow(
      'expected float32 or int32 values, got "<f2"',
    );
  });
});
