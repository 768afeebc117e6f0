// CIFAR's binary files: records, folders, and the archive from a server on this machine.
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { create } from "tar";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { inputsOf } from "@softlabel/engine";
import { loadFolder } from "../folder.ts";
import type { PlaceOptions } from "../downloads/publicSet.ts";
import { loadCifar } from "./cifar.ts";
import { cifarSets, type CifarSet } from "../../named/cifarSets.ts";

const [ten, hundred] = cifarSets;

/** A record whose red, green and blue planes hold `value`, `value + 1` and `value + 2`. */
function record(labels: readonly number[], value: number): Buffer {
  const planes = [0, 1, 2].map((channel) => Buffer.alloc(1024, value + channel));
  return Buffer.concat([Buffer.from(labels), ...planes]);
}

/** Two records in each training file and one in each test file; the values count the records. */
function filesOf({ train, test, labelBytes, classes }: CifarSet): Record<string, Buffer> {
  const labels = (k: number) => [...new Array<number>(labelBytes - 1).fill(19), k % classes.length];
  let records = 0;
  const next = () => record(labels(records), 10 * records++);
  const pairs = train.map((file) => [file, Buffer.concat([next(), next()])] as const);
  return Object.fromEntries([...pairs, ...test.map((file) => [file, next()] as const)]);
}

async function writeInto(folder: string, files: Record<string, Buffer>): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(files)) await writeFile(path.join(folder, name), bytes);
}

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "softlabel-"));
  vi.stubEnv("XDG_CACHE_HOME", path.join(folder, "cache"));
  vi.stubEnv("SOFTLABEL_DATA", path.join(folder, "variable"));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

const everything = { train: "all", test: "all" } as const;
const cache = (): string => path.join(folder, "cache", "softlabel", "cifar10");

const load = (
  set: CifarSet,
  options: PlaceOptions = { offline: true },
  limits: Parameters<typeof loadCifar>[2] = everything,
) => loadCifar(set, set.name, limits, { attempts: 1, ...options });

describe("loadCifar", () => {
  it.each(["cifar10", "cifar-10-batches-bin", ""])(
    "reads the files in folder '%s' that the user names",
    async (place) => {
      await writeInto(path.join(folder, "variable", place), filesOf(ten));
      const data = await load(ten);
      expect([data.train.count, data.test.count, data.shape]).toEqual([10, 1, [3, 32, 32]]);
      expect(data.image).toEqual({ width: 32, height: 32, channels: 3 });
      expect([Array.from(data.train.labels), Array.from(data.test.labels)]).toEqual([
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        [0],
      ]);
      const pixels = inputsOf(data.train);
      for (const row of [0, 3, 9]) {
        expect([0, 1, 2].map((channel) => pixels[(3 * row + channel) * 1024])).toEqual(
          [0, 1, 2].map((c) => 10 * row + c),
        );
      }
    },
  );

  it("takes the fine labels of CIFAR-100", async () => {
    await writeInto(path.join(folder, "variable"), filesOf(hundred));
    const data = await load(hundred);
    expect([data.classes.length, ...data.train.labels, ...data.test.labels]).toEqual([100, 0, 1, 2]);
  });

  it("is known by its files when their folder is named", async () => {
    const place = path.join(folder, "my cifar");
    await writeInto(place, filesOf(ten));
    expect(await loadFolder(place)).toMatchObject({ name: place, classes: ten.classes });
  });

  it("takes the first rows on request", async () => {
    await writeInto(path.join(folder, "variable"), filesOf(ten));
    expect((await load(ten, {}, { train: 3, test: "all" })).train.count).toBe(3);
  });

  it.each([
    ["a file that is cut off", Buffer.alloc(3000), "data_batch_2.bin: expected whole records of 3073 bytes, got 3000"],
    ["an empty file", Buffer.alloc(0), "expected whole records of 3073 bytes, got 0 bytes in all"],
    [
      "a label beyond the classes",
      record([10], 0),
      "expected labels from 0 to 9, one for each known class, got label 10 in",
    ],
  ])("refuses %s", async (_, bytes, sentence) => {
    await writeInto(path.join(folder, "variable"), { ...filesOf(ten), "data_batch_2.bin": bytes });
    await expect(load(ten)).rejects.toThrow(sentence);
  });

  it("says what it looked for", async () => {
    await expect(load(ten)).rejects.toThrow(
      `cifar10: expected its 6 binary files in ${path.join(folder, "variable")} or ${cache()}, or a download from ` +
        `${ten.url}, got leave to work offline only; put cifar-10-binary.tar.gz or the files in it into ${cache()}`,
    );
  });
});

describe("the archive", () => {
  let server: Server;
  let served = 0;
  let archive = "";
  let set: CifarSet;

  beforeEach(async () => {
    const inside = path.join(folder, "packed", ten.folder);
    await writeInto(inside, { ...filesOf(ten), "batches.meta.txt": Buffer.from("airplane") });
    archive = path.join(folder, "archive.tar.gz");
    await create({ gzip: true, file: archive, cwd: path.join(folder, "packed") }, [ten.folder]);
    const bytes = await readFile(archive);
    served = 0;
    server = createServer((_, response) => {
      served++;
      response.end(bytes);
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/cifar-10-binary.tar.gz`;
    set = { ...ten, url, checksum: createHash("md5").update(bytes).digest("hex") };
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });

  it("is downloaded once and unpacked into the cache; only the files that are needed stay", async () => {
    expect((await load(set, {})).train.count).toBe(10);
    expect((await readdir(cache())).sort()).toEqual([...ten.train, ...ten.test].sort());
    await load(set, {});
    expect(served).toBe(1);
  });

  it("is refused with another checksum", async () => {
    await expect(load({ ...set, checksum: "0" }, {})).rejects.toThrow("instead of 0 from http://127.0.0.1");
    expect(await readdir(cache())).toEqual([]);
  });

  it("may be put into the cache by the user, and stays there", async () => {
    await writeInto(cache(), { "cifar-10-binary.tar.gz": await readFile(archive) });
    expect((await load(set)).test.count).toBe(1);
    expect(served).toBe(0);
    expect(await readdir(cache())).toContain("cifar-10-binary.tar.gz");
  });

  it("is refused when a file lacks in it", async () => {
    await writeInto(cache(), { "cifar-10-binary.tar.gz": await readFile(archive) });
    await expect(load({ ...set, test: ["another.bin"] })).rejects.toThrow(
      /^cifar10: expected its 6 binary files.*ENOENT/,
    );
    expect((await readdir(cache())).filter((name) => name.startsWith("unpacking"))).toEqual([]);
  });
});

describe("cifarSets", () => {
  it("have as many classes as their names say, all different, and checksums", () => {
    expect(cifarSets.map(({ classes }) => new Set(classes).size)).toEqual([10, 100]);
    for (const { checksum } of cifarSets) expect(checksum).toMatch(/^[0-9a-f]{32}$/);
    expect([...hundred.classes].sort()).toEqual(hundred.classes);
  });
});
