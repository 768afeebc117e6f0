// Known sets: the order of places, downloads into the cache, and what is said when all fails.
import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { inputsOf } from "@softlabel/engine";
import { idxFixture, renamed, writeFiles } from "../../../../../test/idxFixture.ts";
import type { DownloadProgress } from "../downloads/download.ts";
import { loadKnownSet } from "./knownSet.ts";
import type { PlaceOptions, RowLimits } from "../downloads/publicSet.ts";
import { knownFileNames, knownSets } from "../../named/knownSets.ts";
import type { KnownSet } from "../../named/knownSets.ts";

const packed = new Map(Object.entries(idxFixture).map(([name, bytes]) => [`${name}.gz`, gzipSync(bytes)]));
const [a, b, c, d] = knownFileNames.map((name) => createHash("md5").update(packed.get(name)!).digest("hex"));

let folder = "";
let server: Server;
let served: string[] = [];
let set: KnownSet;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "softlabel-"));
  vi.stubEnv("XDG_CACHE_HOME", path.join(folder, "cache"));
  vi.stubEnv("SOFTLABEL_DATA", path.join(folder, "variable"));
  served = [];
  server = createServer((request, response) => {
    const name = path.basename(request.url ?? "");
    served.push(name);
    response.end(packed.get(name));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const names = { name: "toys", title: "Toys", help: "", torchvisionFolder: "Toys/raw" };
  set = { ...names, classes: ["ball", "car", "doll"], urls: [url], checksums: [a, b, c, d] };
});

afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  await rm(folder, { recursive: true });
});

const everything: RowLimits = { train: "all", test: "all" };
const cache = (): string => path.join(folder, "cache", "softlabel", "toys");

function load(options: PlaceOptions = {}, limits = everything) {
  return loadKnownSet(set, "toys", limits, { dataDirectory: path.join(folder, "option"), attempts: 1, ...options });
}

describe("loadKnownSet", () => {
  it.each(["option/toys", "option/Toys/raw", "option", "variable/toys", "variable", "cache/softlabel/toys"])(
    "finds the files in %s",
    async (place) => {
      await writeFiles(path.join(folder, place), idxFixture);
      const data = await load();
      expect(data.classes).toEqual(["ball", "car", "doll"]);
      expect([data.name, data.title, data.train.count, data.test.count]).toEqual(["toys", "Toys", 6, 4]);
      expect(served).toEqual([]);
    },
  );

  it("looks in the option's folder before the variable's", async () => {
    await writeFiles(path.join(folder, "option"), idxFixture);
    await writeFiles(path.join(folder, "variable", "toys"), { "train-images-idx3-ubyte": Buffer.of(1) });
    expect((await load()).train.count).toBe(6);
  });

  it("does not ask for the publisher's checksum in files that the user packed again", async () => {
    const again = renamed(idxFixture, (name) => `${name}.gz`);
    set = { ...set, checksums: ["0", "0", "0", "0"] };
    await writeFiles(path.join(folder, "option"), again);
    expect((await load()).train.count).toBe(6);
  });

  it("downloads into the cache what is nowhere, once", async () => {
    const events: DownloadProgress[] = [];
    const first = await load({ onProgress: (event) => events.push(event) });
    expect(new Set(events.map((event) => event.file))).toEqual(new Set(knownFileNames));
    expect((await readdir(cache())).sort()).toEqual([...knownFileNames].sort());
    expect((await load()).fingerprint).toBe(first.fingerprint);
    expect(served.length).toBe(4);
  });

  it("downloads only those files that the cache lacks", async () => {
    await writeFiles(cache(), { ...idxFixture, "t10k-labels-idx1-ubyte": undefined });
    await load();
    expect(served).toEqual(["t10k-labels-idx1-ubyte.gz"]);
  });

  it("refuses a download with another checksum", async () => {
    set = { ...set, checksums: [a, b, "0123", d] };
    await expect(load()).rejects.toThrow(`a file with checksum ${c} instead of 0123 from ${set.urls[0]}t10k-images`);
    expect(await readdir(cache())).toEqual([knownFileNames[0], knownFileNames[1]]);
  });

  it("says where it looked, what went wrong, and what to do", async () => {
    const { port } = server.address() as AddressInfo;
    await new Promise((done) => server.close(done));
    set = { ...set, urls: [`http://127.0.0.1:${port}/`] };
    const places = [path.join(folder, "option"), path.join(folder, "variable"), cache()].join(" or ");
    await expect(load()).rejects.toThrow(
      `toys: expected its four files in ${places}, or a download from http://127.0.0.1:${port}/, got ` +
        `ECONNREFUSED from http://127.0.0.1:${port}/train-images-idx3-ubyte.gz; put train-images-idx3-ubyte.gz ` +
        `and its three companions into ${cache()}, or name their folder with --data-dir`,
    );
  });

  it("is not taken for another set whose files have the same names", async () => {
    await writeFiles(
      path.join(folder, "option"),
      renamed(idxFixture, (name) => `${name}.gz`),
    );
    const games = { ...set, name: "games" };
    vi.spyOn(knownSets, "find").mockImplementation((isIt, self) => [games].find(isIt, self));
    await expect(load()).rejects.toThrow(
      "train-labels-idx1-ubyte.gz: expected labels of toys, got those of games; keep each set in a folder of its name",
    );
  });

  it("asks nobody when it works offline", async () => {
    await expect(load({ offline: true })).rejects.toThrow("got leave to work offline only; put train-images");
    expect(served).toEqual([]);
  });

  it("takes the first rows on request", async () => {
    const data = await load({}, { train: 2, test: 3 });
    expect(Array.from(data.train.labels)).toEqual([0, 1]);
    expect(Array.from(inputsOf(data.test))).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]);
    await expect(load({}, { train: 7, test: "all" })).rejects.toThrow(
      "toys, training: expected at most 6 rows, as the files have, got 7",
    );
  });

  it("refuses a label beyond the known classes", async () => {
    set = { ...set, classes: ["ball", "car"] };
    await expect(load()).rejects.toThrow("expected labels from 0 to 1, one for each known class, got label 2 in row 2");
  });
});

describe("knownSets", () => {
  it("have ten classes, four different checksums and addresses that end in a slash", () => {
    for (const known of knownSets) {
      expect(new Set(known.classes).size).toBe(10);
      expect(new Set(known.checksums.filter((sum) => /^[0-9a-f]{32}$/.test(sum))).size).toBe(4);
      for (const url of known.urls) expect(url).toMatch(/^https?:\/\/.*\/$/);
    }
  });
});
