// Prepared data: the same rows again, in memory or on disk; nothing half after a failure or a kill.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inputsOf, type Examples } from "@softlabel/engine";
import { createDataset, noScaling } from "../../base/dataset.ts";
import type { PartWriters } from "../../base/prepared.ts";
import { openPrepared, type Preparation } from "./preparedDataset.ts";
import { RowFile } from "./rowFile.ts";
import { sourceKey } from "./sourceKey.ts";

let folder = "";
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), "softlabel-"))));
afterEach(() => rmSync(folder, { recursive: true }));

const description = {
  title: "Numbers",
  classes: ["even", "odd"],
  shape: [2],
  elementType: "float32",
  ...noScaling,
  notes: ["Two rows were left out."],
  preprocessing: { version: 1, label: "parity", classes: ["even", "odd"], columns: [], dropped: [], features: [] },
} as const;

/** Writes `count` rows [first + i, -(first + i)] labelled by parity. */
function addRows(writer: PartWriters["train"], first: number, count: number): void {
  const numbers = Array.from({ length: count }, (_, i) => first + i);
  writer.add(
    Float32Array.from(numbers.flatMap((number) => [number, -number])),
    Int32Array.from(numbers, (n) => n % 2),
  );
}

let prepared = 0;

const preparation: Preparation = {
  name: "numbers.csv",
  key: "numbers",
  prepare(writers) {
    prepared++;
    addRows(writers.train, 0, 4);
    addRows(writers.train, 4, 3);
    addRows(writers.test, 7, 2);
    return Promise.resolve(description);
  },
};

const valuesOf = (examples: Examples): number[] => Array.from(inputsOf(examples));

describe("openPrepared", () => {
  it("gives what was written, and the second time without preparing", async () => {
    prepared = 0;
    const first = await openPrepared(preparation, { folder });
    const again = await openPrepared({ ...preparation, name: "./numbers.csv" }, { folder });
    expect(prepared).toBe(1);
    expect(again).toEqual({ ...first, name: "./numbers.csv" });
    expect(valuesOf(first.train)).toEqual([0, 1, 2, 3, 4, 5, 6].flatMap((n) => [n, -n]));
    expect(valuesOf(first.test)).toEqual([7, -7, 8, -8]);
    expect([Array.from(first.train.labels), Array.from(first.test.labels)]).toEqual([
      [0, 1, 0, 1, 0, 1, 0],
      [1, 0],
    ]);
    const { elementType: _, ...shown } = description;
    expect(first).toMatchObject({ ...shown, name: "numbers.csv" });
    expect(first).not.toHaveProperty("validation");
    expect(first).not.toHaveProperty("groups");
  });

  it("has the fingerprint of the same data made in memory", async () => {
    const data = await openPrepared(preparation, { folder });
    expect(createDataset(data).fingerprint).toBe(data.fingerprint);
  });

  it("leaves rows larger than the limit in their files", async () => {
    const small = await openPrepared(preparation, { folder, inMemory: 72 });
    const large = await openPrepared(preparation, { folder, inMemory: 71 });
    expect(small.train.inputs).toBeInstanceOf(Float32Array);
    expect(large.train.inputs).toBeInstanceOf(RowFile);
    expect(valuesOf(large.train)).toEqual(valuesOf(small.train));
    expect(createDataset(large).fingerprint).toBe(small.fingerprint);
  });

  it("keeps a validation part and the groups of training rows", async () => {
    const data = await openPrepared(
      {
        ...preparation,
        prepare(writers) {
          writers.train.add(Float32Array.of(1, 2, 3, 4), Int32Array.of(0, 1), Int32Array.of(7, 9));
          addRows(writers.validation, 1, 1);
          addRows(writers.test, 0, 1);
          return Promise.resolve(description);
        },
      },
      { folder },
    );
    expect(Array.from(data.groups!)).toEqual([7, 9]);
    expect(valuesOf(data.validation!)).toEqual([1, -1]);
    expect(createDataset(data).fingerprint).toBe(data.fingerprint);
  });

  it("prepares a source again that has changed", async () => {
    const file = path.join(folder, "numbers.csv");
    const open = async () => {
      const key = await sourceKey({ kind: "table", files: [file], options: {} });
      return openPrepared({ ...preparation, key }, { folder: path.join(folder, "prepared") });
    };
    prepared = 0;
    writeFileSync(file, "1,2");
    await open();
    await open();
    expect(prepared).toBe(1);
    utimesSync(file, 5, 5);
    await open();
    expect(prepared).toBe(2);
  });

  it.each<[string, (writers: PartWriters) => void, string]>([
    ["a row of another length", ({ train }) => train.add(new Float32Array(3), Int32Array.of(0)), "rows of 2 values of"],
    ["a row of another type", ({ train }) => train.add(new Uint8Array(2), Int32Array.of(0)), "of float32, got"],
    [
      "groups for some rows only",
      ({ train }) => train.add(new Float32Array(2), Int32Array.of(0), Int32Array.of(1)),
      "groups for all rows or for none, got 1",
    ],
    [
      "a test part unlike the shape",
      ({ test }) => test.add(new Float32Array(3), Int32Array.of(0)),
      "expected 2 values",
    ],
  ])("refuses %s and leaves nothing", async (_, spoil, sentence) => {
    const failing: Preparation = {
      ...preparation,
      prepare(writers) {
        addRows(writers.train, 0, 1);
        spoil(writers);
        return Promise.resolve(description);
      },
    };
    await expect(openPrepared(failing, { folder })).rejects.toThrow(sentence);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("leaves nothing that counts when it is killed, and clears it away the next time", async () => {
    const module = JSON.stringify(new URL("preparedDataset.ts", import.meta.url).href);
    const program = `
      const { openPrepared } = await import(${module});
      await openPrepared({ name: "x", key: "numbers", async prepare(writers) {
        writers.train.add(new Float32Array(2), Int32Array.of(0));
        process.stdout.write("half");
        await new Promise((done) => setTimeout(done, 60_000));
      } }, { folder: process.argv[1] });`;
    const source = ["--import", "tsx", "--conditions=@softlabel/source", "--input-type=module", "--eval"];
    const child = spawn(process.execPath, [...source, program, folder], { stdio: ["ignore", "pipe", "inherit"] });
    await once(child.stdout, "data");
    await openPrepared({ ...preparation, key: "meanwhile" }, { folder });
    expect(readdirSync(folder).filter((name) => name.startsWith(`numbers.${child.pid}.`)).length).toBe(1);
    child.kill("SIGKILL");
    await once(child, "exit");
    expect((await openPrepared(preparation, { folder })).train.count).toBe(7);
    expect(readdirSync(folder).sort()).toEqual(["meanwhile", "numbers"]);
  });

  it.each(["train-labels.bin", "train-inputs.bin", "dataset.json"])(
    "prepares again where %s is damaged",
    async (name) => {
      const whole = await openPrepared(preparation, { folder });
      const file = path.join(folder, "numbers", name);
      const bytes = readFileSync(file);
      for (const damaged of [bytes.subarray(0, -5), bytes.map((byte, i) => (i === 9 ? byte ^ 1 : byte))]) {
        writeFileSync(file, damaged);
        const healed = await openPrepared(preparation, { folder });
        const note = "The prepared data in the cache were damaged; they were prepared again.";
        expect(healed).toEqual({ ...whole, notes: [...whole.notes!, note] });
        expect(readFileSync(file)).toEqual(bytes);
      }
      expect(await openPrepared(preparation, { folder })).toEqual(whole);
    },
  );

  it("lets two prepare the same data at once", async () => {
    const [one, other] = await Promise.all([
      openPrepared(preparation, { folder }),
      openPrepared(preparation, { folder }),
    ]);
    expect(one).toEqual(other);
    expect(readdirSync(folder)).toEqual(["numbers"]);
  });
});
