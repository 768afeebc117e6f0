// Test rows of a table on record.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { loadDataset } from "@softlabel/data";
import { memoryStore } from "../store/memoryStore.ts";
import { readRow, writeRows } from "./exampleRecords.ts";

const folder = mkdtempSync(path.join(tmpdir(), "softlabel-rows-"));

const records = memoryStore();

describe("rows on record", () => {
  it("are those of the table, by column", async () => {
    const file = path.join(folder, "pets.csv");
    const pets = Array.from(
      { length: 40 },
      (_, i) => `${i % 2 ? "cat" : "dog"},${10 + i},${i % 4 < 2 ? "red" : "blue"}`,
    );
    writeFileSync(file, ["kind,weight,colour", ...pets, ""].join("\n"));
    const dataset = await loadDataset(file, { label: "kind" });
    writeRows(records, [0, 3], dataset);
    expect(readRow(records, 1)).toBeUndefined();
    for (const index of [0, 3]) {
      const { weight, colour } = readRow(records, index)!;
      const kind = dataset.classes[dataset.test.labels[index]];
      expect(pets).toContain(`${kind},${weight},${colour}`);
    }
  });

  it("are none where the data is no table", async () => {
    writeRows(records, [7], await loadDataset("blobs:train=60,test=40"));
    expect(readRow(records, 7)).toBeUndefined();
  });
});
