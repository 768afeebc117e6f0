// Idx files: what is read, and one sentence for each way to be damaged.
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { encodeIdx } from "../../../../../test/idxFixture.ts";
import { unpackGzip } from "./gzip.ts";
import { decodeIdx } from "./idx.ts";

const images = encodeIdx([2, 1, 3], [1, 2, 3, 4, 5, 6]);
const packed = gzipSync(images);

function altered(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[at < 0 ? copy.length + at : at] ^= 1;
  return copy;
}

describe("decodeIdx", () => {
  it("reads images and labels, packed or not", () => {
    for (const bytes of [images, packed]) {
      const { shape, data } = decodeIdx("a", bytes, "images");
      expect(shape).toEqual([2, 1, 3]);
      expect(Array.from(data)).toEqual([1, 2, 3, 4, 5, 6]);
    }
    expect(Array.from(decodeIdx("a", encodeIdx([3], [2, 0, 1]), "labels").data)).toEqual([2, 0, 1]);
  });

  it("reads from the middle of a larger buffer", () => {
    const larger = Buffer.concat([Buffer.alloc(5, 7), images]);
    expect(decodeIdx("a", larger.subarray(5), "images").shape).toEqual([2, 1, 3]);
  });

  it.each<[string, Uint8Array, string]>([
    ["an empty file", new Uint8Array(0), "got an empty file"],
    ["another file", Buffer.from("<html>"), "(magic number 00 00 08 03), got bytes 3c 68 74 6d"],
    ["an unknown element type", encodeIdx([2, 1, 3], [], 0x07), "got bytes 00 00 07 03"],
    ["three bytes", images.subarray(0, 3), "got bytes 00 00 08;"],
    [
      "floats",
      encodeIdx([2, 1, 3], [], 0x0d),
      "expected elements that are unsigned bytes (type 08), got 32-bit floats",
    ],
    ["labels", encodeIdx([2], [0, 1]), "expected images, with 3 dimensions, got 1 dimension; check that files"],
    ["a cut header", images.subarray(0, 10), "a header of 16 bytes (count, height and width), got 10 bytes in all"],
    ["no rows", encodeIdx([0, 28, 28], []), "expected at least one of its images, got a count of 0"],
    ["no pixels", encodeIdx([2, 0, 28], []), "expected images of at least one pixel, got 0 × 28"],
    ["too little", images.subarray(0, 20), "expected 6 bytes of images after the header (2 × 1 × 3), got only 4"],
    ["too much", Buffer.concat([images, Buffer.alloc(2)]), "(2 × 1 × 3), got 8, 2 too many"],
    ["cut gzip", packed.subarray(0, 20), "expected a whole gzip file, got one that is cut off before its end"],
    ["gzip cut in its last bytes", packed.subarray(0, -3), "got one that is cut off before its end"],
    ["altered gzip", altered(packed, -6), "got content that does not have the checksum (CRC-32) written at its end"],
    ["gzip of another length", altered(packed, -2), "got content that does not have the length written at its end"],
    ["gzip and more", Buffer.concat([packed, Buffer.from("xyz")]), "got one with other bytes after its end"],
    ["gzip of another method", altered(packed, 2), "got damaged data (unknown compression method)"],
  ])("refuses %s", (_, bytes, sentence) => {
    expect(() => decodeIdx("train-images.gz", bytes, "images")).toThrow(sentence);
    expect(() => decodeIdx("train-images.gz", bytes, "images")).toThrow(/^train-images.gz: expected /);
  });

  it("refuses gzip that unpacks to more than its limit", () => {
    expect(unpackGzip("a", packed, images.length)).toEqual(images);
    expect(() => unpackGzip("a", packed, images.length - 1)).toThrow(
      "a: expected a gzip file that unpacks to at most 21 bytes, got more",
    );
  });

  it("refuses images where labels are expected", () => {
    expect(() => decodeIdx("a", images, "labels")).toThrow("a: expected labels, with 1 dimension, got 3 dimensions");
  });
});
