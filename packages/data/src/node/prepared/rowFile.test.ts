// Rows read from a file are those that were written, in any order.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RowFile } from "./rowFile.ts";

let folder = "";
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), "softlabel-"))));
afterEach(() => rmSync(folder, { recursive: true }));

/** A file of five rows of two values: row r holds 10 r and 10 r + 1. */
function fiveRows(array: typeof Uint8Array | typeof Float32Array): string {
  const file = path.join(folder, "rows.bin");
  writeFileSync(file, new array(Array.from({ length: 10 }, (_, i) => 10 * (i >> 1) + (i & 1))));
  return file;
}

describe("RowFile", () => {
  it.each([
    ["uint8", Uint8Array],
    ["float32", Float32Array],
  ] as const)("gathers rows of %s in the order asked for, from the place asked for", (type, array) => {
    const rows = new RowFile(fiveRows(array), type, 2);
    const destination = new array(8);
    rows.gather(Int32Array.of(0, 4, 1, 2, 1), 1, 4, destination);
    expect(Array.from(destination)).toEqual([40, 41, 10, 11, 20, 21, 10, 11]);
    rows.close();
  });

  it("leaves what is behind the rows alone, also in an array that begins amid its memory", () => {
    const rows = new RowFile(fiveRows(Float32Array), "float32", 2);
    const memory = new Float32Array(6).fill(-1);
    rows.gather(Int32Array.of(3), 0, 1, memory.subarray(2));
    expect(Array.from(memory)).toEqual([-1, -1, 30, 31, -1, -1]);
    rows.close();
  });

  it("reads the first rows into memory", () => {
    const rows = new RowFile(fiveRows(Uint8Array), "uint8", 2);
    expect(rows.readRows(2)).toEqual(Uint8Array.of(0, 1, 10, 11));
    rows.close();
  });

  it("refuses a row behind the end, and room of another type", () => {
    const file = fiveRows(Uint8Array);
    const rows = new RowFile(file, "uint8", 2);
    expect(() => rows.gather(Int32Array.of(3, 4, 5), 0, 3, new Uint8Array(6))).toThrow(
      `${file}: expected a file of at least 12 bytes, got its end after 10; delete its folder: it will be made again`,
    );
    expect(() => rows.gather(Int32Array.of(0), 0, 1, new Float32Array(2))).toThrow(
      `${file}: expected room for rows of uint8, got "float32"`,
    );
    rows.close();
  });
});
