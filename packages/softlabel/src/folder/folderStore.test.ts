// Records on disk and in memory: the same promises.
import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { memoryStore, type RecordStore } from "@softlabel/experiment/internal";
import { describe, expect, it } from "vitest";
import { folderStore } from "./folderStore.ts";

const emptyFolder = (): string => path.join(mkdtempSync(path.join(tmpdir(), "softlabel-store-")), "run");
const stores: readonly (readonly [string, () => RecordStore])[] = [
  ["a folder", () => folderStore(emptyFolder())],
  ["memory", () => memoryStore()],
];
const textOf = (records: RecordStore, name: string): string => new TextDecoder().decode(records.read(name));

describe.each(stores)("records in %s", (_, create) => {
  it("are read as they were written last, folders made on the way", () => {
    const records = create();
    expect([records.read("a/b.bin"), records.names("a")]).toEqual([undefined, []]);
    records.write("a/b.bin", Uint8Array.of(1, 2));
    records.write("a/b.bin", Uint8Array.of(3));
    expect([...records.read("a/b.bin")!]).toEqual([3]);
    records.write("a/c.txt", "é");
    expect(textOf(records, "a/c.txt")).toBe("é");
  });

  it("are added to at the end", () => {
    const records = create();
    for (const line of ["one\n", "two\n"]) records.append("deep/lines.jsonl", line);
    expect(textOf(records, "deep/lines.jsonl")).toBe("one\ntwo\n");
  });

  it("have folders of their own, which list them and forget removed ones", () => {
    const records = create();
    const inner = records.folder("trials").folder("hard-s1");
    inner.write("trial.json", "{}");
    inner.write("logs/1.txt", "");
    expect([records.names("trials"), records.names("trials/hard-s1").sort()]).toEqual([
      ["hard-s1"],
      ["logs", "trial.json"],
    ]);
    expect([records.names(""), textOf(records, "trials/hard-s1/trial.json")]).toEqual([["trials"], "{}"]);
    expect(inner.place.endsWith(path.join("trials", "hard-s1"))).toBe(true);
    inner.remove("trial.json");
    inner.remove("trial.json");
    expect([inner.read("trial.json"), records.names("trials/hard-s1")]).toEqual([undefined, ["logs"]]);
  });

  it("do not change with the arrays that were written or read", () => {
    const records = create();
    const bytes = Uint8Array.of(1);
    records.write("a", bytes);
    bytes[0] = 2;
    records.read("a")![0] = 3;
    expect([...records.read("a")!]).toEqual([1]);
  });
});

it("leaves no part of a file behind", () => {
  const folder = emptyFolder();
  folderStore(folder).write("a.txt", "whole");
  expect(readdirSync(folder)).toEqual(["a.txt"]);
});
