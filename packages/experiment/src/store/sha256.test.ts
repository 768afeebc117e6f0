// SHA-256 is that of Node, for every length around a block.
import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { sha256 } from "./sha256.ts";

it("is what Node computes, of bytes that begin anywhere and of texts", () => {
  const all = Uint8Array.from({ length: 300 }, (_, i) => i * 7);
  for (let length = 0; length < 290; length++) {
    const bytes = all.subarray(length % 5, (length % 5) + length);
    expect(sha256(bytes)).toBe(createHash("sha256").update(bytes).digest("hex"));
  }
  expect(sha256("glyphs é")).toBe(createHash("sha256").update("glyphs é").digest("hex"));
});
