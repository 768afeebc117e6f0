// Checkpoints as bytes: there and back, and every way in which they can be broken.
import { UsageError } from "@softlabel/core";
import { crc32 } from "node:zlib";
import { describe, expect, it } from "vitest";
import { decodeCheckpoint, encodeCheckpoint } from "./checkpoint.ts";

const checkpoint = {
  model: "mlp:3,Ω",
  optimizer: "adam",
  finishedEpochs: 2,
  step: 1876,
  parameters: Float32Array.of(1.5, -0, 1e-40, Math.fround(0.1)),
  state: [Float32Array.of(1, 2, 3, 4), new Float32Array(4)],
};

describe("the checksum", () => {
  it("is CRC-32 of all that follows it", () => {
    const bytes = encodeCheckpoint(checkpoint);
    expect(new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true)).toBe(crc32(bytes.subarray(12)));
  });
});

describe("encodeCheckpoint and decodeCheckpoint", () => {
  it("keep everything, bit for bit", () => {
    expect(decodeCheckpoint(encodeCheckpoint(checkpoint))).toEqual(checkpoint);
    const stateless = { ...checkpoint, state: [] };
    expect(decodeCheckpoint(encodeCheckpoint(stateless))).toEqual(stateless);
    const learning = { ...checkpoint, memory: Float64Array.of(0.1, -0, 1 / 3) };
    expect(decodeCheckpoint(encodeCheckpoint(learning))).toEqual(learning);
    const normalised = { ...checkpoint, statistics: [Float32Array.of(1e-40, 2, 3), Float32Array.of(-0)] };
    expect(decodeCheckpoint(encodeCheckpoint(normalised))).toEqual(normalised);
    const both = { ...normalised, memory: Float64Array.of(1 / 3) };
    expect(decodeCheckpoint(encodeCheckpoint(both))).toEqual(both);
    expect(decodeCheckpoint(encodeCheckpoint(checkpoint)).memory).toBeUndefined();
  });

  it("read bytes that begin anywhere in a buffer", () => {
    const bytes = encodeCheckpoint(checkpoint);
    const pool = Buffer.alloc(bytes.length + 9);
    pool.set(bytes, 3);
    expect(decodeCheckpoint(pool.subarray(3, 3 + bytes.length))).toEqual(checkpoint);
    const learning = { ...checkpoint, memory: Float64Array.of(0.1, 0.9) };
    const longer = encodeCheckpoint(learning);
    const wide = Buffer.alloc(longer.length + 5);
    wide.set(longer, 5);
    expect(decodeCheckpoint(wide.subarray(5))).toEqual(learning);
  });

  it("refuse a file with any byte changed, or cut at any length", () => {
    const bytes = encodeCheckpoint(checkpoint);
    for (let i = 0; i < bytes.length; i++) {
      const damaged = bytes.slice();
      damaged[i] ^= 0x10;
      expect(() => decodeCheckpoint(damaged), `byte ${i} changed`).toThrow(UsageError);
      expect(() => decodeCheckpoint(bytes.subarray(0, i)), `cut at ${i}`).toThrow(UsageError);
    }
  });

  it("say what to do", () => {
    const damaged = encodeCheckpoint(checkpoint);
    damaged[damaged.length - 1] ^= 1;
    expect(() => decodeCheckpoint(damaged)).toThrow(
      /^decodeCheckpoint: expected an undamaged .*; delete it and go on from/,
    );
    expect(() => decodeCheckpoint(new TextEncoder().encode("<html>"))).toThrow('begins with SOFTCKP1, got "<html>"');
  });
});
