// Rows kept in memory and rows kept in a file read the same, in iterations that overlap.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { RowStore } from "./rowStore.ts";

const folder = mkdtempSync(path.join(tmpdir(), "softlabel-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe.each([
  ["in memory", 2 ** 30, "float64"],
  ["in a file", 0, "float64"],
  ["in a file", 0, "float32"],
] as const)("rows %s", (place, inMemory, type) => {
  it(`come back as they were added, as ${type}`, () => {
    const rows = 300_001;
    const file = path.join(folder, `${type} ${inMemory}`);
    const store = new RowStore({ file, rows, width: 3, type, inMemory });
    for (let from = 0; from < rows; from += 2048) {
      const count = Math.min(2048, rows - from);
      const column = Float64Array.from({ length: 2048 }, (_, i) => from + i);
      store.add([column, column.map((value) => -value), new Float64Array(2048)], count);
    }
    store.end();
    expect(existsSync(file)).toBe(place === "in a file");
    let row = 0;
    const again = store.blocks();
    for (const block of store.blocks()) {
      expect(block[1]).toBe(-row);
      expect((again.next().value as Float64Array)[block.length - 3]).toBe(block[block.length - 3]);
      row += block.length / 3;
    }
    expect(row).toBe(rows);
  });
});
