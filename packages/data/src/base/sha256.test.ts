// The browsers' SHA-256 against Node's, piece by piece, at the lengths around a block's.
import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { createSha256 } from "./sha256.ts";
import { sha256 } from "./fingerprint.ts";

it.each([0, 1, 55, 56, 63, 64, 65, 1000])("agrees with Node's for %d bytes", (length) => {
  const bytes = Uint8Array.from({ length }, (_, i) => (31 * i + 7) % 256);
  const expected = createHash("sha256").update(bytes).digest("hex");
  const hash = createSha256();
  for (let from = 0; from < length; from += 37) hash.add(bytes.subarray(from, from + 37));
  expect(hash.end()).toBe(expected);
  expect(sha256(bytes)).toBe(expected);
});

it("takes a text in UTF-8", () => {
  expect(sha256("Äpfel")).toBe(createHash("sha256").update("Äpfel", "utf8").digest("hex"));
});
