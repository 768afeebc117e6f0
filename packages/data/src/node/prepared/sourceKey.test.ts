// The key of prepared data changes with whatever determines them.
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { sourceKey } from "./sourceKey.ts";

it("changes with the kind, an option, and a file's path, size or time of change, and with nothing else", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "softlabel-"));
  const [a, b] = ["a", "b"].map((name) => path.join(folder, name));
  for (const file of [a, b]) {
    writeFileSync(file, "12");
    utimesSync(file, 1000, 1000);
  }
  const usual = { kind: "table", files: [a], options: { size: 8 } };
  const key = await sourceKey(usual);
  expect(await sourceKey({ ...usual, files: [path.join(folder, ".", "a")] })).toBe(key);
  const keys = [key];
  keys.push(await sourceKey({ ...usual, kind: "image folder" }));
  keys.push(await sourceKey({ ...usual, options: { size: 9 } }));
  keys.push(await sourceKey({ ...usual, files: [b] }));
  keys.push(await sourceKey({ ...usual, files: [a, b] }));
  utimesSync(a, 1000, 1001);
  keys.push(await sourceKey(usual));
  writeFileSync(a, "123");
  utimesSync(a, 1000, 1000);
  keys.push(await sourceKey(usual));
  expect(new Set(keys).size).toBe(7);
  rmSync(folder, { recursive: true });
});
