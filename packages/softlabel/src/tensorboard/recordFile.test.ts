// Record files: known checksums, and what is read of files that are cut short or damaged.
import { describe, expect, it } from "vitest";
import { crc32c, frameRecord, maskedCrc32c, readRecords } from "./recordFile.ts";

const texts = ["", "one", "another record"].map((text) => new TextEncoder().encode(text));
const file = Buffer.concat(texts.map(frameRecord));

describe("crc32c", () => {
  it.each([
    ["123456789", [...Buffer.from("123456789")], 0xe3069283],
    ["32 zeros (RFC 3720)", new Array<number>(32).fill(0), 0x8a9136aa],
    ["32 ones (RFC 3720)", new Array<number>(32).fill(255), 0x62a8ab43],
    ["0 to 31 (RFC 3720)", Array.from({ length: 32 }, (_, i) => i), 0x46dd794e],
    ["nothing", [], 0],
  ])("of %s", (_, bytes, expected) => expect(crc32c(Uint8Array.from(bytes))).toBe(expected));

  it("is masked by a turn and a constant", () => expect(maskedCrc32c(new Uint8Array(0))).toBe(0xa282ead8));
});

describe("readRecords", () => {
  it("reads what was framed, also from the middle of a larger buffer", () => {
    const larger = Buffer.concat([Buffer.alloc(3, 7), file]).subarray(3);
    for (const bytes of [file, larger])
      expect(readRecords(bytes)).toEqual({ records: texts.map((text) => Buffer.from(text)), end: file.length });
  });

  it("stops at a record that is cut short, wherever the cut is", () => {
    const whole = frameRecord(texts[1]).length;
    for (let cut = whole; cut < 2 * whole; cut++) {
      const bytes = Buffer.concat([texts[1], texts[1]].map(frameRecord)).subarray(0, cut);
      expect(readRecords(bytes).end).toBe(whole);
    }
  });

  it("stops at a record of which any byte is wrong", () => {
    const framed = frameRecord(texts[2]);
    framed.forEach((byte, at) => {
      const damaged = Uint8Array.from(framed);
      damaged[at] = byte ^ 0x40;
      expect(readRecords(damaged)).toEqual({ records: [], end: 0 });
    });
  });
});
