// The protobuf wire format: numbers at their limits, lists in both forms, fields that are not known, broken bytes.
import { describe, expect, it } from "vitest";
import { bytes, float32, float64, int32, int64, many, message, one, string, uint64, WireError } from "./wire.ts";

const inner = message({ name: one(1, string), list: many(2, int32) });
const outer = message({
  signed: many(1, int64),
  unsigned: one(2, uint64),
  single: one(3, float32),
  double: many(4, float64),
  raw: one(5, bytes),
  inner: many(16, inner),
  far: one(1000, int32),
});

describe("messages", () => {
  it("read what they wrote", () => {
    const content = {
      signed: [0n, -1n, 2n ** 63n - 1n, -(2n ** 63n)],
      unsigned: 2n ** 64n - 1n,
      single: 0.5,
      double: [0.1, -Infinity],
      raw: Uint8Array.of(0, 128, 255),
      inner: [
        { name: "ä", list: [-1, 2 ** 31 - 1] },
        { name: undefined, list: [] },
      ],
      far: -7,
    };
    expect(outer.decode(outer.encode(content))).toEqual(content);
    const empty = { signed: [], double: [], inner: [], unsigned: undefined };
    expect(outer.decode(new Uint8Array(0))).toMatchObject(empty);
  });

  it("write what protobuf's documentation shows: field 1, value 150", () => {
    expect([...message({ a: one(1, int32) }).encode({ a: 150 })]).toEqual([0x08, 0x96, 0x01]);
  });

  it("read packed lists as well: field 2 with 3, 270, 86942", () => {
    const packed = Uint8Array.of(0x12, 0x06, 0x03, 0x8e, 0x02, 0x9e, 0xa7, 0x05);
    expect(inner.decode(packed).list).toEqual([3, 270, 86942]);
  });

  it("pass over fields that they do not know, of every wire type", () => {
    const other = message({
      a: one(21, int64),
      b: one(22, float64),
      c: one(23, string),
      d: one(24, float32),
      name: one(1, string),
    });
    const written = other.encode({ a: -1n, b: 1, c: "text", d: 2, name: "kept" });
    expect(inner.decode(written)).toEqual({ name: "kept", list: [] });
  });

  it("throw on bytes that end too early or make no sense", () => {
    const whole = outer.encode({ raw: new Uint8Array(10), double: [1] });
    expect(() => outer.decode(whole.slice(0, -1))).toThrow(WireError);
    expect(() => outer.decode(Uint8Array.of(0x0b))).toThrow(WireError);
    expect(() => outer.decode(Uint8Array.of(0x0d, 0, 0, 0, 0))).toThrow("wire type 5");
    expect(() => outer.decode(new Uint8Array(20).fill(0x88))).toThrow("varint");
  });
});
