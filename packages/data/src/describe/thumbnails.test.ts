// Thumbnails are means of cells; difference hashes see where an image gets lighter.
import { describe, expect, it } from "vitest";
import { createThumbnailer, differenceHash, thumbnailLength } from "./thumbnails.ts";

describe("createThumbnailer", () => {
  it("takes the mean over pixels and channels", () => {
    const thumbnail = createThumbnailer({ width: 32, height: 16, channels: 3 });
    const image = Uint8Array.from({ length: 3 * 32 * 16 }, (_, i) =>
      i % 32 < 2 ? [30, 60, 90][Math.floor(i / 512)] : 0,
    );
    const cells = thumbnail(image);
    expect([cells.length, cells[0], cells[16], cells[1]]).toEqual([thumbnailLength, 60, 60, 0]);
  });

  it("stretches images that are smaller", () => {
    const cells = createThumbnailer({ width: 2, height: 1, channels: 1 })(Uint8Array.of(10, 20));
    expect([cells[0], cells[7], cells[8], cells[255]]).toEqual([10, 10, 20, 20]);
  });
});

describe("differenceHash", () => {
  it("has a digit for every step along a row", () => {
    const slope = Uint8Array.from({ length: thumbnailLength }, (_, i) => (i < 128 ? i % 16 : 15 - (i % 16)));
    expect(differenceHash(slope)).toBe("1".repeat(28) + "0".repeat(28));
  });
});
