// NumPy's files: arrays of every type read as NumPy means them; what is damaged or no array of values is named.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { numpyArchive } from "../../../../../test/numpyFiles.ts";
import { checkNpy, npyRows, npyTexts, openNpy, type NpyFile } from "./npyFile.ts";
import { openNpz } from "./npz.ts";

const folder = mkdtempSync(path.join(tmpdir(), "softlabel-"));
afterAll(() => rmSync(folder, { recursive: true }));

const inFolder = (name: string): string => path.join(folder, name);

/** Writes bytes, gives the path. */
function written(name: string, bytes: Uint8Array): string {
  writeFileSync(inFolder(name), bytes);
  return inFolder(name);
}

const valuesOf = (array: NpyFile, rowBlock = 1): number[] =>
  [...npyRows(array, rowBlock)].flatMap((block) => [...block]);

describe("an archive of NumPy's", () => {
  let arrays: ReadonlyMap<string, NpyFile>;
  beforeAll(async () => {
    mkdirSync(inFolder("whole"));
    arrays = await openNpz(written("whole.npz", numpyArchive), inFolder("whole"));
  });

  it.each([
    ["half", [1, -2, 0.5, 2 ** -24, Infinity, NaN]],
    ["columns", [1, 2, 3, 4, 5, 6]],
    ["long", [3, -1]],
    ["byte", [255, 0]],
    ["flag", [1, 0]],
    ["short", [-3]],
    ["wide", [2 ** 40]],
  ])("holds %s", (name, values) => {
    expect(valuesOf(arrays.get(name)!)).toEqual(values);
    expect(valuesOf(arrays.get(name)!, 100)).toEqual(values);
  });

  it("holds arrays of other things, which stop nobody who does not ask for them", () => {
    expect(() => checkNpy(arrays.get("record")!)).toThrow(
      /values of NumPy's type "\[\('a', '<i4'\), \('b', '<f4'\)\]"/,
    );
    expect(arrays.get("cube")!.shape).toEqual([2, 2, 2]);
  });

  it("holds texts, and knows that numbers are none", () => {
    expect(npyTexts(arrays.get("names")!)).toEqual(["cat", "émeu"]);
    expect(npyTexts(arrays.get("long")!)).toBeUndefined();
  });
});

describe("what cannot be read", () => {
  it.each([
    ["text.npz", Buffer.from("label,p\n1,0.5\n"), /text\.npz: expected a whole \.npz file, got damaged data/],
    ["cut.npz", numpyArchive.subarray(0, 1000), /cut\.npz: expected a whole \.npz file/],
  ])("%s", async (name, bytes, message) => {
    mkdirSync(inFolder(`${name} arrays`));
    await expect(openNpz(written(name, bytes), inFolder(`${name} arrays`))).rejects.toThrow(message);
  });

  const npy = (
    descriptor: string,
    values: Uint8Array,
    more = "'fortran_order': False, 'shape': (2,), ",
  ): Uint8Array => {
    const header = Buffer.from(`{'descr': '${descriptor}', ${more}}`.padEnd(117) + "\n", "latin1");
    return Buffer.concat([Buffer.from([0x93, ...Buffer.from("NUMPY"), 1, 0, 118, 0]), header, values]);
  };

  it.each([
    ["short.npy", npy("<f4", new Uint8Array(7)), /short\.npy: expected 8 bytes of values, got 7/],
    [
      "object.npy",
      npy("|O", new Uint8Array(8)),
      /got values of NumPy's type "\|O"; save plain values: numpy\.asarray\(labels\)\.astype\(str\) for texts/,
    ],
    ["empty.npy", new Uint8Array(0), /expected a \.npy file, got 0 other bytes/],
    [
      "negative.npy",
      npy("<f4", new Uint8Array(8), "'fortran_order': False, 'shape': (-1, -2), "),
      /negative\.npy: expected a shape of whole numbers, got \(-1, -2\)/,
    ],
    [
      "long header.npy",
      Buffer.from([0x93, ...Buffer.from("NUMPY"), 2, 0, 255, 255, 255, 255]),
      /long header\.npy: expected a header of at most 1048576 bytes, got one of 4294967307/,
    ],
    ["cut header.npy", npy("<f4", new Uint8Array(8)).subarray(0, 90), /a header of 128 bytes, got only 90 bytes/],
    ["no shape.npy", npy("<f4", new Uint8Array(8), ""), /expected an array of plain values, got the header/],
  ])("%s", (name, bytes, message) => {
    expect(() => checkNpy(openNpy(written(name, bytes)))).toThrow(message);
  });

  it("reads values with their largest byte first, and texts of such", () => {
    const bytes = Buffer.alloc(8);
    bytes.writeFloatBE(-1.5, 0);
    bytes.writeFloatBE(Infinity, 4);
    expect(valuesOf(checkNpy(openNpy(written("big.npy", npy(">f4", bytes)))), 2)).toEqual([-1.5, Infinity]);
    const long = Buffer.alloc(16);
    long.writeBigInt64BE(-2n, 0);
    long.writeBigInt64BE(259n, 8);
    expect(valuesOf(openNpy(written("long.npy", npy(">i8", long))))).toEqual([-2, 259]);
    const texts = Buffer.from([0, 0, 0, 0x61, 0, 0, 0, 0x62]);
    expect(npyTexts(checkNpy(openNpy(written("texts.npy", npy(">U1", texts)))))).toEqual(["a", "b"]);
  });

  it("is a text with a number that is not a character", () => {
    const array = checkNpy(openNpy(written("no text.npy", npy("<U1", new Uint8Array(8).fill(255)))));
    expect(() => npyTexts(array)).toThrow(
      /no text\.npy: expected texts in Unicode, got the character number 4294967295/,
    );
  });

  it("is an archive that states more bytes than the disk has room for", async () => {
    mkdirSync(inFolder("vast"));
    const bytes = Buffer.from(numpyArchive);
    const entry = bytes.indexOf(Buffer.from("PK\u0001\u0002", "latin1"));
    // The sizes of each entry of the central directory; 4 GiB less one would mean that they stand elsewhere.
    for (let at = entry; at >= 0; at = bytes.indexOf(Buffer.from("PK\u0001\u0002", "latin1"), at + 1)) {
      bytes.writeUInt32LE(0xfffffffe, at + 24);
    }
    const opened = openNpz(written("vast.npz", bytes), inFolder("vast"));
    await expect(opened).rejects.toThrow(/vast\.npz: expected (arrays of at most \d+ bytes|a whole \.npz file)/);
  });

  it("is an archive whose values are not those of its checksum", async () => {
    mkdirSync(inFolder("flipped"));
    const bytes = Buffer.from(numpyArchive);
    // The CRC-32 in the first entry of the central directory.
    bytes[bytes.indexOf(Buffer.from("PK\u0001\u0002", "latin1")) + 16] ^= 1;
    await expect(openNpz(written("flipped.npz", bytes), inFolder("flipped"))).rejects.toThrow(
      /expected a whole \.npz file, got damaged data \(CRC-32 of array \w+ is wrong\)/,
    );
  });

  it("reads the longer header of version 2", () => {
    const first = npy("<i2", new Uint8Array([7, 0, 8, 0]));
    const bytes = Buffer.concat([first.subarray(0, 6), Buffer.from([2, 0, 118, 0, 0, 0]), first.subarray(10)]);
    expect(valuesOf(openNpy(written("two.npy", bytes)))).toEqual([7, 8]);
    expect(readFileSync(inFolder("two.npy"))[6]).toBe(2);
  });
});
